package dev.stemma.registry.flow.encode;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which blobs make a version, by path, and which versions are its relatives. */
@ApplicationScoped
class VersionFiles {

    private static final int MOST_RELATIVES = 4;

    private final Versions versions;

    VersionFiles(Versions versions) {
        this.versions = versions;
    }

    /**
     * A version's files and its lineage documents, which were sent in the same packs: a pack goes only when all that it holds was encoded
     * anew. No path of a file has a colon, so those of the documents are their own. The manifest is no blob.
     */
    SortedMap<String, Digest> of(Version version) {
        SortedMap<String, Digest> files = new TreeMap<>();
        version.manifest().files().forEach(file -> files.put(file.path().value(), file.digest()));
        Manifest.LineageRefs lineage = version.manifest().lineage();
        lineage.code().ifPresent(code -> files.put("stemma:code.json", code));
        lineage.environment().ifPresent(environment -> files.put("stemma:environment.json", environment));
        lineage.run().ifPresent(run -> files.put("stemma:run.json", run));
        for (int i = 0; i < lineage.data().size(); i++) {
            files.put("stemma:data-" + i + ".json", lineage.data().get(i));
        }
        return files;
    }

    /**
     * The versions that a version may be like, nearest first: its declared parents, in whatever namespace, as whoever pushed it was allowed
     * to read them; then the version before it.
     */
    List<SortedMap<String, Digest>> relatives(Version version) {
        Map<VersionId, Version> found = new LinkedHashMap<>();
        for (ParentRef parent : version.manifest().parents()) {
            versions.findByDigest(parent.name(), parent.digest().hex()).stream()
                    .findFirst()
                    .ifPresent(known -> found.put(known.id(), known));
        }
        if (version.id().number() > 1) {
            versions.find(new VersionId(version.id().name(), version.id().number() - 1))
                    .ifPresent(before -> found.putIfAbsent(before.id(), before));
        }
        var _ = found.remove(version.id());
        List<SortedMap<String, Digest>> relatives = new ArrayList<>();
        found.values().stream().limit(MOST_RELATIVES).forEach(relative -> relatives.add(of(relative)));
        return relatives;
    }
}
