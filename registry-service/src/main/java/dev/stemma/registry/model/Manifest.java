package dev.stemma.registry.model;

import dev.stemma.blob.Digest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a version is made of: the parsed form of {@code stemma.manifest/v1} ({@code docs/api/README.md}). The exact bytes are kept
 * beside it; their sha256 is the version's digest.
 *
 * @param kind what is versioned
 * @param files sorted by path, paths unique even after case folding
 * @param lineage digests of the lineage documents
 * @param parents what it was made from
 * @param tree for a dataset, the Merkle digest of its content
 * @param recording for a suite whose expected outputs the registry computed, where they came from
 */
public record Manifest(
        Kind kind,
        List<FileEntry> files,
        LineageRefs lineage,
        List<ParentRef> parents,
        Optional<Digest> tree,
        Optional<Recording> recording) {

    public Manifest {
        files = List.copyOf(files);
        parents = List.copyOf(parents);
    }

    /** The sum of the files' sizes. */
    public long sizeBytes() {
        return files.stream().mapToLong(FileEntry::sizeBytes).sum();
    }

    /** The file at that path, if there is one. */
    public Optional<FileEntry> file(FilePath path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** Everything that must be stored before this manifest may become a version. */
    public Stream<Digest> requiredBlobs() {
        return Stream.concat(files.stream().map(FileEntry::digest), lineage.all())
                .distinct();
    }

    /**
     * The lineage documents of a version, by digest.
     *
     * @param code state of the source code
     * @param data one document for each data set used
     * @param environment packages and machine
     * @param run command, params and metrics
     */
    public record LineageRefs(
            Optional<Digest> code, List<Digest> data, Optional<Digest> environment, Optional<Digest> run) {

        /** No lineage at all. */
        public static final LineageRefs NONE =
                new LineageRefs(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

        public LineageRefs {
            data = List.copyOf(data);
        }

        /** All of them. */
        public Stream<Digest> all() {
            return Stream.of(code.stream(), data.stream(), environment.stream(), run.stream())
                    .flatMap(digests -> digests);
        }
    }

    /**
     * Where a suite's expected outputs came from.
     *
     * @param model name of the trusted model version
     * @param modelDigest its manifest digest
     * @param inputs manifest digest of the suite version that held the inputs
     * @param runtime fingerprint of the runtime that computed them
     */
    public record Recording(ModelName model, Digest modelDigest, Digest inputs, String runtime) {}
}
