package dev.stemma.registry.flow.push;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.packed.Rebuild;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.flow.Quotas;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.StemmaException;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.EncodingQueue;
import dev.stemma.registry.port.Names;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rebuilds bytes, versions, and what points at them from the object store alone, into a database that knows nothing. {@link #LEFT_OUT} is not in the
 * ledger.
 */
@ApplicationScoped
public class Reindex {

    private static final Comparator<VersionId> IDS =
            Comparator.comparing((VersionId id) -> id.name().toString()).thenComparingInt(VersionId::number);

    /** What does not come back. */
    public static final List<String> LEFT_OUT =
            List.of("tokens", "quotas", "validations and their reports", "descriptions", "audit log");

    private static final int PAGE = 1_000;

    private final ObjectStore objects;
    private final BlobIndex index;
    private final BlobStore blobs;
    private final Names names;
    private final Versions versions;
    private final LineageReading lineage;
    private final LineageRecord record;
    private final InterfaceReader interfaces;
    private final EncodingQueue encodings;
    private final Quotas quotas;
    private final LedgerReplay replay;
    private final Transactions transactions;

    Reindex(
            ObjectStore objects,
            BlobIndex index,
            BlobStore blobs,
            Names names,
            Versions versions,
            LineageReading lineage,
            LineageRecord record,
            InterfaceReader interfaces,
            EncodingQueue encodings,
            Quotas quotas,
            LedgerReplay replay,
            Transactions transactions) {
        this.objects = objects;
        this.index = index;
        this.blobs = blobs;
        this.names = names;
        this.versions = versions;
        this.lineage = lineage;
        this.record = record;
        this.interfaces = interfaces;
        this.encodings = encodings;
        this.quotas = quotas;
        this.replay = replay;
        this.transactions = transactions;
    }

    /**
     * What was rebuilt.
     *
     * @param aliases how many aliases and stages hold something again
     * @param problems objects that can't be read, and versions that can't be had again, with the reason
     */
    public record Reindexed(
            long packs,
            long files,
            long versions,
            long aliases,
            long promotions,
            long policies,
            List<String> problems) {

        public Reindexed {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Rebuilds.
     *
     * @throws Conflict {@code INDEX_NOT_EMPTY} when there are names already
     */
    public Reindexed run() {
        if (!names.namespaces(ReadScope.all()).isEmpty()) {
            throw new Conflict(
                    ErrorCode.INDEX_NOT_EMPTY, "this database holds names already: reindex only into an empty one");
        }
        List<String> problems = new ArrayList<>();
        List<LedgerEntry> entries = entries(problems);
        Map<VersionId, LedgerEntry> published = published(entries);
        Map<Digest, String> owners = new HashMap<>();
        published.values().stream()
                .sorted(Comparator.comparing(LedgerEntry::at))
                .forEach(entry -> ManifestReader.read(entry.manifest(), entry.kind())
                        .requiredBlobs()
                        .forEach(blob ->
                                owners.putIfAbsent(blob, entry.id().name().namespace())));
        Rebuild.Rebuilt rebuilt = new Rebuild(objects, index).run(blob -> Optional.ofNullable(owners.get(blob)));
        problems.addAll(rebuilt.damaged());
        Map<VersionId, Version.Removal> removals = new TreeMap<>(IDS);
        List<LedgerEntry> inOrder = published.values().stream()
                .sorted(Comparator.comparing(LedgerEntry::at)
                        .thenComparingInt(entry -> entry.id().number()))
                .toList();
        long restored = 0;
        for (LedgerEntry entry : inOrder) {
            try {
                var removal = lastMark(entries, entry.id())
                        .filter(last -> last.event().equals("removed"));
                var lost = transactions.inTransaction(() -> publish(entry, removal.isPresent()));
                removal.map(last -> new Version.Removal(last.by(), last.at(), last.text()))
                        .or(() -> lost)
                        .ifPresent(why -> removals.put(entry.id(), why));
                if (removal.isEmpty() && lost.isPresent()) {
                    problems.add(entry.id() + ": " + lost.get().reason());
                }
                restored++;
            } catch (StemmaException | BlobException e) {
                problems.add(entry.id() + ": " + e.getMessage());
            }
        }
        LedgerReplay.Replayed replayed = replay.run(entries, problems::add);
        // Last, since no alias may be moved to a version that is removed, but may have been before.
        removals.forEach((id, why) -> transactions.inTransaction(() -> {
            versions.setRemoved(id, Optional.of(why));
            return id;
        }));
        return new Reindexed(
                rebuilt.packs(),
                rebuilt.files(),
                restored,
                replayed.aliases(),
                replayed.promotions(),
                replayed.policies(),
                problems);
    }

    private List<LedgerEntry> entries(List<String> problems) {
        List<LedgerEntry> entries = new ArrayList<>();
        List<ObjectInfo> page = objects.list(Ledger.FOLDER, "", PAGE);
        while (!page.isEmpty()) {
            for (ObjectInfo object : page) {
                try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
                    entries.add(LedgerEntry.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                } catch (IOException | StemmaException e) {
                    problems.add(object.key());
                }
            }
            page = objects.list(Ledger.FOLDER, page.getLast().key(), PAGE);
        }
        entries.sort(Comparator.comparing(LedgerEntry::at));
        return entries;
    }

    /** By name and number; of several for one number, the last: what the others tell of was never committed. */
    private static Map<VersionId, LedgerEntry> published(List<LedgerEntry> entries) {
        Map<VersionId, LedgerEntry> found = new TreeMap<>(IDS);
        entries.stream()
                .filter(entry -> entry.event().equals("published"))
                .forEach(entry -> found.put(entry.id(), entry));
        return found;
    }

    private static Optional<LedgerEntry> lastMark(List<LedgerEntry> entries, VersionId id) {
        return entries.stream()
                .filter(entry ->
                        entry.event().equals("removed") || entry.event().equals("restored"))
                .filter(entry -> entry.id().equals(id))
                .reduce((earlier, later) -> later);
    }

    /** Publishes it; gives the reason why nothing of it can be had, where that is so. */
    private Optional<Version.Removal> publish(LedgerEntry entry, boolean removed) {
        Manifest manifest = ManifestReader.read(entry.manifest(), entry.kind());
        boolean whole =
                manifest.requiredBlobs().allMatch(blob -> blobs.find(blob).isPresent());
        LineageFacts facts = whole
                ? lineage.read(entry.id().name(), manifest, sizes(manifest), ReadScope.all())
                : new LineageFacts(Map.of(), List.of(), new TreeMap<>());
        var _ = names.ensure(entry.id().name(), entry.kind(), entry.at());
        versions.skipTo(entry.id());
        Version version = versions.append(new NewVersion(
                        entry.id().name(),
                        Digest.of(entry.manifest().getBytes(StandardCharsets.UTF_8)),
                        entry.manifest(),
                        manifest,
                        entry.text(),
                        entry.by(),
                        entry.at(),
                        entry.labels(),
                        facts.metrics(),
                        whole && manifest.kind() == Kind.MODEL ? interfaces.read(manifest) : Optional.empty()))
                .version();
        record.add(version, facts);
        if (!whole) {
            return Optional.of(new Version.Removal("reindex", entry.at(), "its bytes were not in the object store"));
        }
        if (!removed) {
            encodings.enqueue(version.id(), version.createdAt());
            quotas.take(version.id().name().namespace(), manifest.sizeBytes());
        }
        return Optional.empty();
    }

    private Map<Digest, Long> sizes(Manifest manifest) {
        return manifest.requiredBlobs()
                .distinct()
                .collect(Collectors.toMap(
                        blob -> blob, blob -> blobs.find(blob).orElseThrow().sizeBytes()));
    }
}
