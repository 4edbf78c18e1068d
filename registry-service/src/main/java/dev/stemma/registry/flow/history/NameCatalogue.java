package dev.stemma.registry.flow.history;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Names;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The names that exist: list, show, create, describe, delete. */
@ApplicationScoped
public class NameCatalogue {

    /** The names that fit a query. */
    public Page<NameView> list(Names.Query query, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** The namespaces that the caller may read and that hold something. */
    public List<Names.NamespaceEntry> namespaces(ReadScope readable) {
        throw new UnsupportedOperationException();
    }

    /**
     * A name.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public NameView show(Kind kind, ModelName name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Creates a name or replaces its description.
     *
     * @return whether it was created
     * @throws dev.stemma.registry.model.Conflict {@code KIND_CONFLICT} when it holds another kind
     */
    public boolean put(Kind kind, ModelName name, String description, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes a name without versions.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code NAME_NOT_EMPTY}
     */
    public void delete(Kind kind, ModelName name, Caller caller) {
        throw new UnsupportedOperationException();
    }
}
