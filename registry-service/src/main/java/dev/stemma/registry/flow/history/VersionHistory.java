package dev.stemma.registry.flow.history;

import dev.stemma.registry.flow.FreeText;
import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The versions of a name: list, show, label, yank. */
@ApplicationScoped
public class VersionHistory {

    private final VersionResolver resolver;
    private final Versions versions;
    private final VersionViews views;
    private final Journal journal;
    private final Ledger ledger;
    private final Transactions transactions;
    private final Clock clock;

    VersionHistory(
            VersionResolver resolver,
            Versions versions,
            VersionViews views,
            Journal journal,
            Ledger ledger,
            Transactions transactions,
            Clock clock) {
        this.resolver = resolver;
        this.versions = versions;
        this.views = views;
        this.journal = journal;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A version.
     *
     * @param readable what the caller may read, which decides what is said of parents
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public VersionView show(Kind kind, ModelName name, Selector selector, ReadScope readable) {
        return view(resolver.listed(kind, name, selector), readable);
    }

    /** What is shown beside a version at hand, such as one just committed. */
    public VersionView view(Version version, ReadScope readable) {
        return views.of(version.id().name(), List.of(version), readable).getFirst();
    }

    /**
     * All versions, newest first.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public Page<VersionView> list(Kind kind, ModelName name, PageRequest page, ReadScope readable) {
        var _ = resolver.name(kind, name);
        Page<Version> found = versions.list(name, page);
        return new Page<>(views.of(name, found.items(), readable), found.next());
    }

    /**
     * Gives a label to a version; the same one again changes nothing.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code LABEL_TAKEN}
     */
    public VersionView addLabel(Kind kind, ModelName name, Selector selector, Label label, Caller caller) {
        return changed(kind, name, selector, caller, version -> {
            versions.addLabel(version.id(), label);
            ledger.labelled(version, label, caller.user(), clock.instant());
            journal.record(caller, "version.labelled", name, detail(version, "label", label.value()));
        });
    }

    /**
     * Withdraws a version: {@code @latest} passes over it, no alias or stage can be moved to it. Aliases and stages that hold it keep it,
     * and the answer names them.
     *
     * @param reason why
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public VersionView yank(Kind kind, ModelName name, Selector selector, String reason, Caller caller) {
        if (FreeText.checked("a reason", reason).isBlank()) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "a yank needs a reason");
        }
        return changed(kind, name, selector, caller, version -> {
            Version.Yank yank = new Version.Yank(caller.user(), clock.instant(), reason);
            versions.setYanked(version.id(), Optional.of(yank));
            ledger.yanked(version, yank);
            journal.record(caller, "version.yanked", name, detail(version, "reason", reason));
        });
    }

    /**
     * Takes a yank back.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public VersionView unyank(Kind kind, ModelName name, Selector selector, String reason, Caller caller) {
        return changed(kind, name, selector, caller, version -> {
            versions.setYanked(version.id(), Optional.empty());
            ledger.unyanked(version, caller.user(), clock.instant());
            journal.record(
                    caller, "version.unyanked", name, detail(version, "reason", FreeText.checked("a reason", reason)));
        });
    }

    private VersionView changed(Kind kind, ModelName name, Selector selector, Caller caller, Consumer<Version> change) {
        VersionId id = transactions.inTransaction(() -> {
            Version version = resolver.version(kind, name, selector);
            change.accept(version);
            return version.id();
        });
        return show(kind, name, new Selector.ByNumber(id.number()), caller.readable());
    }

    private static SortedMap<String, String> detail(Version version, String key, String value) {
        return new TreeMap<>(Map.of("version", version.id().tag(), key, value));
    }
}
