package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.blob.codec.CodecException;
import dev.stemma.blob.plan.PlanInvalid;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.term.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Brings files into place, each in the cheapest way: from the cache, out of others that are here, or whole. A way that turns out closed
 * leads to the next.
 */
final class Bringing {
    private static final int MOST_PLANS = 3;

    private final Transfers transfers;
    private final String version;
    private final String name;
    private final Place place;
    private final Nearby nearby;
    private final ExecutorService frames;
    private final Progress progress;
    private final Consumer<String> notes;
    private volatile boolean directOff;
    private final AtomicLong received = new AtomicLong();

    Bringing(
            Transfers transfers,
            String version,
            Place place,
            Nearby nearby,
            ExecutorService frames,
            Progress progress,
            Consumer<String> notes) {
        this.transfers = transfers;
        this.version = version;
        this.name = version.substring(0, version.lastIndexOf("/versions/"));
        this.place = place;
        this.nearby = nearby;
        this.frames = frames;
        this.progress = progress;
        this.notes = notes;
    }

    /** Bytes of files and frames that came from the registry. */
    long receivedBytes() {
        return received.get();
    }

    void bring(FileEntry file) throws IOException {
        String part =
                Digest.of(file.path().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12) + "-"
                        + file.sha256().hex();
        try (FileChannel channel = place.openPart(part)) {
            if (nearby.shelf().copy(file, channel, progress)) {
                place.install(part, file.path());
            } else if (channel.size() == 0 && planned(file, part + "-plan")) {
                place.discard(part);
            } else {
                whole(file, channel);
                place.install(part, file.path());
            }
            place.discard(part + "-plan");
        } catch (CliException failed) {
            if (failed.exit() == Exit.INTEGRITY) {
                place.discard(part);
            }
            throw failed;
        }
    }

    private void whole(FileEntry file, FileChannel channel) throws IOException {
        if (direct(file, channel)) {
            return;
        }
        long had = channel.size();
        long begun = System.nanoTime();
        new Download(transfers, version, file, channel, progress).run();
        long came = file.sizeBytes() - Math.min(had, file.sizeBytes());
        nearby.rates().received(came, System.nanoTime() - begun);
        received.addAndGet(came);
    }

    /** Whether the file came straight from the object store. Where it does not, the registry is as good. */
    private boolean direct(FileEntry file, FileChannel channel) throws IOException {
        if (directOff || file.sizeBytes() < DirectDownload.LEAST_BYTES || channel.size() >= file.sizeBytes()) {
            return false;
        }
        try {
            received.addAndGet(new DirectDownload(transfers, name, file, channel, frames, progress).run());
            return true;
        } catch (IOException failed) {
            directOff = true;
            notes.accept(
                    "'" + file.path() + "' comes from the registry, not from its object store: " + failed.getMessage());
        } catch (CliException refused) {
            if (refused.exit() == Exit.INTERRUPTED) {
                throw refused;
            }
            directOff |= DirectDownload.off(refused);
        }
        return false;
    }

    private boolean planned(FileEntry file, String part) throws IOException {
        List<Have> have = nearby.open(file);
        try {
            return nearby.plans(file) && made(file, part, have);
        } catch (PlanInvalid | CodecException wrong) {
            place.discard(part);
            return false;
        } catch (CliException failed) {
            if (!PlannedDownload.closed(failed)) {
                throw failed;
            }
            if (failed.exit() == Exit.INTEGRITY) {
                place.discard(part);
            }
            return false;
        } finally {
            for (Have one : have) {
                one.close();
            }
        }
    }

    private boolean made(FileEntry file, String part, List<Have> have) throws IOException, PlanInvalid, CodecException {
        List<Have> offered = new ArrayList<>(have);
        for (int i = 0; i < MOST_PLANS && nearby.asks(offered); i++) {
            PlannedDownload plan = PlannedDownload.ask(transfers, name, file, offered, nearby.rates());
            if (!nearby.always() && !plan.pays()) {
                return false;
            }
            List<Have> wrong = plan.used().stream().filter(one -> !one.sound()).toList();
            if (wrong.isEmpty() && fetched(plan, file, part)) {
                return true;
            }
            for (Have one : wrong) {
                nearby.wrong(one);
            }
            offered.removeAll(wrong);
        }
        return false;
    }

    /** Whether it came; else the registry stores it in another way by now, and another plan is needed. */
    private boolean fetched(PlannedDownload plan, FileEntry file, String part)
            throws IOException, PlanInvalid, CodecException {
        try (FileChannel channel = place.openPart(part)) {
            received.addAndGet(plan.run(channel, frames, progress));
            place.install(part, file.path());
            return true;
        } catch (CliException changed) {
            if (!changed.code().equals("PLAN_CHANGED")) {
                throw changed;
            }
            return false;
        }
    }
}
