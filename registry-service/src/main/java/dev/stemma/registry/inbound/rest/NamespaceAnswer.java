package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.port.Names;

/** A namespace and what it holds ({@code namespaces.json}). */
record NamespaceAnswer(String namespace, long models, long datasets, long suites) {

    static NamespaceAnswer of(Names.NamespaceEntry entry) {
        return new NamespaceAnswer(entry.namespace(), entry.models(), entry.datasets(), entry.suites());
    }
}
