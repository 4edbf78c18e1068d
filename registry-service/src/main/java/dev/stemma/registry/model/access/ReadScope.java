package dev.stemma.registry.model.access;

import java.util.Set;

/**
 * Which namespaces a caller may read: all, or those named.
 *
 * @param everything true for all
 * @param namespaces those named, when not all
 */
public record ReadScope(boolean everything, Set<String> namespaces) {

    public ReadScope {
        namespaces = Set.copyOf(namespaces);
    }

    /** Every namespace. */
    public static ReadScope all() {
        return new ReadScope(true, Set.of());
    }

    /** Whether that namespace is among them. */
    public boolean includes(String namespace) {
        return everything || namespaces.contains(namespace);
    }
}
