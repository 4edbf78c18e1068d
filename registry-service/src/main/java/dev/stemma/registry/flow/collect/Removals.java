package dev.stemma.registry.flow.collect;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FreeText;
import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.flow.Quotas;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Removes versions and brings them back. A removed version keeps its number, its digest and its place in the lineage; its bytes go a grace
 * period later. What was encoded against it stays readable: bases are collected only after what leans on them.
 */
@ApplicationScoped
public class Removals {

    private final VersionResolver resolver;
    private final Versions versions;
    private final Refs refs;
    private final BlobIndex index;
    private final Quotas quotas;
    private final Ledger ledger;
    private final Journal journal;
    private final Transactions transactions;
    private final Clock clock;

    Removals(
            VersionResolver resolver,
            Versions versions,
            Refs refs,
            BlobIndex index,
            Quotas quotas,
            Ledger ledger,
            Journal journal,
            Transactions transactions,
            Clock clock) {
        this.resolver = resolver;
        this.versions = versions;
        this.refs = refs;
        this.index = index;
        this.quotas = quotas;
        this.ledger = ledger;
        this.journal = journal;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Removes a version. Removing it again changes nothing.
     *
     * @param reason why, maybe empty
     * @return its number
     * @throws NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     * @throws Conflict {@code VERSION_HELD} while an alias or a stage holds it
     */
    public Selector.ByNumber remove(Kind kind, ModelName name, Selector selector, String reason, Caller caller) {
        String why = FreeText.checked("a reason", reason);
        return changed(kind, name, selector, version -> {
            if (version.removed().isPresent()) {
                return;
            }
            // Locks the name, so that from here on no alias moves to it and nobody else removes it.
            var removal = new Version.Removal(caller.user(), clock.instant(), why);
            versions.setRemoved(version.id(), Optional.of(removal));
            refuseHeld(version);
            ledger.removed(version, removal);
            quotas.giveBack(name.namespace(), version.manifest().sizeBytes());
            record(caller, "version.removed", version, why);
        });
    }

    /**
     * Brings a removed version back, as long as all its bytes are there. One that is not removed stays as it is.
     *
     * @return its number
     * @throws NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND VERSION_PURGED}
     * @throws dev.stemma.registry.model.Denied {@code QUOTA_EXCEEDED}
     */
    public Selector.ByNumber restore(Kind kind, ModelName name, Selector selector, Caller caller) {
        return changed(kind, name, selector, version -> {
            if (version.removed().isEmpty()) {
                return;
            }
            versions.setRemoved(version.id(), Optional.empty());
            Set<Digest> gone = index.keep(version.manifest().requiredBlobs().collect(Collectors.toSet()));
            if (!gone.isEmpty()) {
                throw new NotFound(
                        ErrorCode.VERSION_PURGED,
                        "the bytes of " + version.ref()
                                + " have been collected; push the same files again to bring it back");
            }
            ledger.restored(version, caller.user(), clock.instant());
            quotas.take(name.namespace(), version.manifest().sizeBytes());
            record(caller, "version.restored", version, "");
        });
    }

    private Selector.ByNumber changed(Kind kind, ModelName name, Selector selector, Consumer<Version> change) {
        return transactions.inTransaction(() -> {
            // The lock comes first, then a second look: of two who do the same at once, the later one finds it done.
            Version seen = resolver.listed(kind, name, selector);
            versions.lock(name);
            Version version = versions.find(seen.id()).orElse(seen);
            change.accept(version);
            return new Selector.ByNumber(version.id().number());
        });
    }

    private void refuseHeld(Version version) {
        List<String> holders = refs.list(version.id().name()).stream()
                .filter(alias -> alias.version() == version.id().number())
                .map(alias -> "@" + alias.alias())
                .toList();
        if (!holders.isEmpty()) {
            throw new Conflict(
                    ErrorCode.VERSION_HELD,
                    version.ref() + " is held by " + String.join(", ", holders)
                            + "; move or remove these first, nothing was removed");
        }
    }

    private void record(Caller caller, String action, Version version, String reason) {
        journal.record(
                caller,
                action,
                version.id().name(),
                new TreeMap<>(Map.of("version", version.id().tag(), "reason", reason)));
    }
}
