package dev.stemma.registry.flow.access;

import dev.stemma.registry.model.access.Role;

/** What a request needs before it is served. */
public sealed interface Need {

    /** Nothing: anyone may ask. */
    record Nothing() implements Need {}

    /** A valid token, whatever its roles. The answer then shows only what those roles may read. */
    record AnyToken() implements Need {}

    /** At least this role in at least one namespace. The request itself decides in which. */
    record Somewhere(Role least) implements Need {}

    /** At least this role in every namespace. */
    record Everywhere(Role least) implements Need {}

    /** At least this role in that namespace. */
    record Within(Role least, String namespace) implements Need {}
}
