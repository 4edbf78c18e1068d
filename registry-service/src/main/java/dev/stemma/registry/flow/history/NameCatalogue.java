package dev.stemma.registry.flow.history;

import dev.stemma.registry.flow.FreeText;
import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Names;
import dev.stemma.registry.port.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** The names that exist: list, show, create, describe, delete. */
@ApplicationScoped
public class NameCatalogue {

    private static final int MAX_DESCRIPTION = 1_000;

    private final Names names;
    private final VersionResolver resolver;
    private final NameViews views;
    private final Journal journal;
    private final Transactions transactions;
    private final Clock clock;

    NameCatalogue(
            Names names,
            VersionResolver resolver,
            NameViews views,
            Journal journal,
            Transactions transactions,
            Clock clock) {
        this.names = names;
        this.resolver = resolver;
        this.views = views;
        this.journal = journal;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The names that fit a query. */
    public Page<NameView> list(Names.Query query, PageRequest page) {
        Page<NameEntry> found = names.list(query, page);
        return new Page<>(found.items().stream().map(views::of).toList(), found.next());
    }

    /** The namespaces that the caller may read and that hold something. */
    public List<Names.NamespaceEntry> namespaces(ReadScope readable) {
        return names.namespaces(readable);
    }

    /**
     * A name.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public NameView show(Kind kind, ModelName name) {
        return views.of(resolver.name(kind, name));
    }

    /**
     * Creates a name or replaces its description.
     *
     * @return whether it was created
     * @throws dev.stemma.registry.model.Conflict {@code KIND_CONFLICT} when it holds another kind
     */
    public boolean put(Kind kind, ModelName name, String description, Caller caller) {
        String line = FreeText.checked("a description", description);
        if (line.length() > MAX_DESCRIPTION) {
            throw new InvalidInput(
                    ErrorCode.REQUEST_INVALID, "a description has at most " + MAX_DESCRIPTION + " characters");
        }
        return transactions.inTransaction(() -> {
            boolean created = names.find(name).isEmpty();
            Instant now = clock.instant();
            var _ = names.ensure(name, kind, now);
            names.describe(name, line, now);
            journal.record(caller, created ? "name.created" : "name.described", name, new TreeMap<>());
            return created;
        });
    }

    /**
     * Deletes a name without versions.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code NAME_NOT_EMPTY}
     */
    public void delete(Kind kind, ModelName name, Caller caller) {
        var _ = transactions.inTransaction(() -> {
            NameEntry entry = resolver.name(kind, name);
            names.remove(name);
            journal.record(caller, "name.deleted", name, new TreeMap<>());
            return entry;
        });
    }
}
