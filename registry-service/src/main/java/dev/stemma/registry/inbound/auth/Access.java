package dev.stemma.registry.inbound.auth;

import dev.stemma.registry.model.access.Role;

/** What a route asks of its caller, before it is known which namespace is meant. */
sealed interface Access {

    /** Open to all. */
    record Open() implements Access {}

    /** Any valid token. */
    record Token() implements Access {}

    /** A role in some namespace; the resource itself asks for the namespaces that the body names. */
    record Somewhere(Role least) implements Access {}

    /** A role in every namespace. */
    record Everywhere(Role least) implements Access {}

    /** A role in the namespace that stands in the path as {@code {ns}}. */
    record InNamespace(Role least) implements Access {}
}
