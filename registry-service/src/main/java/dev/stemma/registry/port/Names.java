package dev.stemma.registry.port;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.ReadScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The names that exist. All methods run inside the caller's transaction if there is one. */
public interface Names {

    /** The entry of a name. */
    Optional<NameEntry> find(ModelName name);

    /**
     * The entry of a name, created when missing. Safe against two callers at once: both get the same entry.
     *
     * @throws dev.stemma.registry.model.Conflict {@code KIND_CONFLICT} when it holds another kind
     */
    NameEntry ensure(ModelName name, Kind kind, Instant now);

    /**
     * Replaces a name's description.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    void describe(ModelName name, String description, Instant now);

    /**
     * Removes a name that has no versions; does nothing when there is none.
     *
     * @throws dev.stemma.registry.model.Conflict {@code NAME_NOT_EMPTY}
     */
    void remove(ModelName name);

    /** The names that fit a query, in its order; the page key is opaque. Cost grows with the page, not with the table. */
    Page<NameEntry> list(Query query, PageRequest page);

    /** How many names of each kind each readable namespace holds, by namespace name. Namespaces without names are left out. */
    List<NamespaceEntry> namespaces(ReadScope readable);

    /**
     * What to list.
     *
     * @param kind only this kind
     * @param namespace only this namespace
     * @param text only names or descriptions that contain it, case ignored
     * @param sort the order
     * @param readable only these namespaces
     */
    record Query(Kind kind, Optional<String> namespace, Optional<String> text, Sort sort, ReadScope readable) {}

    /** The order of a list. */
    enum Sort {
        /** By name, ascending. */
        NAME,
        /** By last change, newest first. */
        UPDATED
    }

    /**
     * A namespace and what it holds.
     *
     * @param namespace its name
     * @param models number of models
     * @param datasets number of datasets
     * @param suites number of suites
     */
    record NamespaceEntry(String namespace, long models, long datasets, long suites) {}
}
