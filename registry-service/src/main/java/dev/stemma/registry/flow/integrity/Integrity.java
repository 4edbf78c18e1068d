package dev.stemma.registry.flow.integrity;

import dev.stemma.blob.ScrubIndex;
import dev.stemma.blob.gc.Orphans;
import dev.stemma.blob.scrub.Damage;
import dev.stemma.blob.scrub.Scrub;
import dev.stemma.registry.port.Holders;
import dev.stemma.registry.port.NamespaceUse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what is stored against what the database says of it. */
@ApplicationScoped
public class Integrity {

    private static final int LISTED = 1_000;
    private static final System.Logger LOG = System.getLogger(Integrity.class.getName());

    private final Scrub scrub;
    private final ScrubIndex stored;
    private final Orphans orphans;
    private final Holders holders;
    private final NamespaceUse use;

    Integrity(Scrub scrub, ScrubIndex stored, Orphans orphans, Holders holders, NamespaceUse use) {
        this.scrub = scrub;
        this.stored = stored;
        this.orphans = orphans;
        this.holders = holders;
        this.use = use;
    }

    /**
     * What a check found.
     *
     * @param scrubbed what was looked at, and how many objects are damaged
     * @param damages the first thousand of these
     * @param orphans objects that no row names
     * @param differences counts of namespaces that are wrong
     */
    public record Report(
            Scrub.Scrubbed scrubbed,
            List<Named> damages,
            Orphans.Found orphans,
            List<NamespaceUse.Difference> differences) {

        public Report {
            damages = List.copyOf(damages);
            differences = List.copyOf(differences);
        }
    }

    /** A damaged object and the files of versions that can't be read because of it. */
    public record Named(Damage damage, List<Holders.Held> files) {

        public Named {
            files = List.copyOf(files);
        }
    }

    /**
     * Looks at everything, and marks what is damaged.
     *
     * @param deep whether to decode every chunk and put every file together, too
     */
    public Report check(boolean deep) {
        List<Named> named = new ArrayList<>();
        Scrub.Scrubbed scrubbed = scrub.all(deep, damage -> {
            log(damage);
            if (named.size() < LISTED) {
                named.add(new Named(damage, holders.of(damage.files())));
            }
        });
        return new Report(scrubbed, named, orphans.find(), use.differences());
    }

    /** Looks at packs that were not verified for that long, at most so many bytes of them. */
    public Scrub.Scrubbed scrub(Duration age, long mostBytes) {
        return scrub.stale(age, mostBytes, Integrity::log);
    }

    /** When the pack was verified that was so longest ago; empty if nothing is stored. */
    public Optional<Instant> oldestVerified() {
        return stored.oldestVerified();
    }

    private static void log(Damage damage) {
        LOG.log(
                System.Logger.Level.ERROR,
                "damaged object={0} part={1} chunks={2} files={3} reason={4}",
                damage.objectKey(),
                damage.part(),
                damage.chunks().size(),
                damage.files().size(),
                damage.reason());
    }
}
