package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.cli.cache.Known;
import dev.stemma.cli.ref.Name;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files that are here and that the registry has seen: in the cache, and in folders that were pulled into. The registry is told of no
 * others.
 */
public final class Nearby {
    /** So many files are named in one question. */
    private static final int MOST_FILES = 8;

    /** Smaller files travel faster than they are planned. */
    private static final long LEAST_BYTES = 16 * 1024;

    /** Others are read whole to find out how they are cut. */
    private static final int MOST_RELATIVES = 2;

    private static final Digest NONE = Digest.of(new byte[0]);

    /** How a file comes when others like it are here. */
    public enum Mode {
        /** Whatever takes the least time by what was measured. */
        AUTO,
        /** In as few bytes as possible. */
        DELTA,
        /** Whole. */
        WHOLE
    }

    private final Shelf shelf;
    private final Name name;
    private final Set<String> kin;
    private final Mode mode;
    private final Rates rates;
    private final Map<Path, Known> inFolders = new LinkedHashMap<>();

    private Nearby(Shelf shelf, Name name, Set<String> kin, Mode mode) {
        this.shelf = shelf;
        this.name = name;
        this.kin = Set.copyOf(kin);
        this.mode = mode;
        this.rates = Rates.of(shelf.rates());
    }

    /**
     * What is near a name.
     *
     * @param kin names that its versions come from
     */
    public static Nearby of(Shelf shelf, Name name, Set<String> kin, Mode mode) {
        return new Nearby(shelf, name, kin, mode);
    }

    /** Also the files of a folder that was pulled into, as it was left then. */
    public Nearby with(Path folder) {
        Optional<Origin> origin = Origin.of(folder).filter(found -> shelf.isOf(found.server()));
        origin.ifPresent(found -> found.files()
                .forEach((path, digest) -> inFolders.put(
                        folder.resolve(path),
                        new Known(Wire.digest(digest), found.name().toString(), path))));
        return this;
    }

    Shelf shelf() {
        return shelf;
    }

    Rates rates() {
        return rates;
    }

    /** Keeps what was measured for the next command. */
    void remember() {
        shelf.rates(rates.text());
    }

    boolean always() {
        return mode == Mode.DELTA;
    }

    /** Whether a plan may help with a file. */
    boolean plans(FileEntry file) {
        return mode != Mode.WHOLE && file.sizeBytes() >= LEAST_BYTES;
    }

    /** Whether to ask for a plan when these files are here. */
    boolean asks(List<Have> have) {
        return !have.isEmpty() || rates.slow();
    }

    /**
     * Files that another may be encoded against before it goes up, opened and compared with their digests: those of this name and of the
     * names that it comes from, if encoding takes less time than the link.
     */
    List<Have> relatives(LocalFile file) throws IOException {
        FileEntry sought = new FileEntry(file.path(), file.sizeBytes(), NONE, "");
        if (!plans(sought) || !(always() || rates.verySlow())) {
            return List.of();
        }
        List<Have> relatives = new ArrayList<>();
        for (Have have : open(sought)) {
            if (relatives.size() < MOST_RELATIVES && have.channel().size() > 0 && have.sound()) {
                relatives.add(have);
            } else {
                have.close();
            }
        }
        return relatives;
    }

    private record Candidate(Known known, Optional<Path> disk) {}

    /** Files that others may be made of, opened, most promising first. */
    List<Have> open(FileEntry file) throws IOException {
        if (!plans(file)) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        inFolders.forEach((path, known) -> candidates.add(new Candidate(known, Optional.of(path))));
        shelf.known().forEach(known -> candidates.add(new Candidate(known, Optional.empty())));
        candidates.sort(Comparator.comparingInt(candidate -> distance(candidate.known(), file)));
        List<Have> opened = new ArrayList<>();
        Set<Digest> seen = new HashSet<>();
        for (Candidate candidate : candidates) {
            if (opened.size() < MOST_FILES && !seen.contains(candidate.known().digest())) {
                open(candidate).ifPresent(have -> {
                    opened.add(have);
                    seen.add(have.digest());
                });
            }
        }
        return opened;
    }

    private int distance(Known known, FileEntry file) {
        int ofName = known.name().equals(name.toString()) ? 0 : kin.contains(known.name()) ? 1 : 2;
        return 2 * ofName + (known.path().equals(file.path()) ? 0 : 1);
    }

    private Optional<Have> open(Candidate candidate) throws IOException {
        Digest digest = candidate.known().digest();
        if (candidate.disk().isEmpty()) {
            return shelf.open(digest).map(channel -> new Have(digest, channel));
        }
        Path disk = candidate.disk().get();
        if (!Files.isRegularFile(disk, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Have(digest, FileChannel.open(disk, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Has another content than its digest says: no longer to be offered. */
    void wrong(Have have) throws IOException {
        inFolders.values().removeIf(known -> known.digest().equals(have.digest()));
        shelf.drop(have.digest());
    }
}
