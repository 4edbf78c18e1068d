package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.FamilyEncoder;
import dev.stemma.registry.model.EncodingJob;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link EncodingQueue} promises. The queue must have no other workers while this runs. */
public interface EncodingQueueContract extends PortsContract {

    Instant AFTER = NOON.plusSeconds(60);
    FamilyEncoder.Encoded FIGURES = new FamilyEncoder.Encoded(7, 5_000_000_000L, 1_000);

    private EncodingQueue encodings() {
        return ports().encodingQueue();
    }

    /** Ends what other tests left, since a lease takes the oldest job of all. */
    @BeforeEach
    default void emptyTheEncodings() {
        Instant farAway = NOON.plusSeconds(1_000_000_000L);
        Optional<EncodingJob> left = encodings().lease("cleaner", farAway, farAway.plusSeconds(1));
        while (left.isPresent()) {
            encodings().finish(left.get().id(), "cleaner", FIGURES, NOON);
            left = encodings().lease("cleaner", farAway, farAway.plusSeconds(1));
        }
    }

    private VersionId versionOf(ModelName name) {
        return ports().versions()
                .append(Samples.version(name, fresh()))
                .version()
                .id();
    }

    private VersionId waitingSince(Instant due) {
        VersionId version = versionOf(freshModel());
        encodings().enqueue(version, due);
        return version;
    }

    private EncodingJob leased(String worker, Instant now) {
        return encodings().lease(worker, now, now.plusSeconds(60)).orElseThrow();
    }

    @Test
    default void theLongestDueVersionIsEncodedFirstAndByOneWorkerOnly() {
        VersionId second = waitingSince(NOON);
        VersionId first = waitingSince(NOON.minusSeconds(1));
        assertEquals(2, encodings().waiting());
        assertEquals(Optional.empty(), encodings().lease("w0", NOON.minusSeconds(2), NOON));
        assertEquals(first, leased("w1", NOON).version());
        assertEquals(second, leased("w2", NOON).version());
        assertEquals(Optional.empty(), encodings().lease("w3", NOON, AFTER));
        assertEquals(0, encodings().waiting());
    }

    @Test
    default void whatWaitsOrIsBeingEncodedIsNotEnqueuedAgain() {
        VersionId version = waitingSince(NOON);
        encodings().enqueue(version, NOON.minusSeconds(9));
        assertEquals(1, encodings().waiting());
        assertEquals(Optional.empty(), encodings().lease("w1", NOON.minusSeconds(1), NOON));
        EncodingJob job = leased("w1", NOON);
        encodings().enqueue(version, NOON);
        assertEquals(0, encodings().waiting());
        assertTrue(encodings().finish(job.id(), "w1", FIGURES, NOON));
    }

    @Test
    default void whatIsDoneCanBeEnqueuedAnew() {
        VersionId version = waitingSince(NOON);
        assertTrue(encodings().finish(leased("w1", NOON).id(), "w1", FIGURES, NOON));
        assertEquals(Optional.empty(), encodings().lease("w1", AFTER, AFTER.plusSeconds(60)));
        encodings().enqueue(version, NOON);
        EncodingJob again = leased("w1", NOON);
        assertEquals(version, again.version());
        assertEquals(1, again.attempts());
    }

    @Test
    default void aVersionThatDoesNotExistCannotWait() {
        // Versions of the fakes are not looked up by the queue's fake; the databases have a foreign key.
        if (!(encodings() instanceof InMemoryEncodingQueue)) {
            VersionId unknown = new VersionId(new ModelName(fresh(), "m"), 1);
            assertThrows(IllegalArgumentException.class, () -> encodings().enqueue(unknown, NOON));
        }
    }

    @Test
    default void theEncodingOfADeadWorkerIsTakenAgain() {
        VersionId version = waitingSince(NOON);
        EncodingJob dead = leased("dead", NOON);
        assertEquals(Optional.empty(), encodings().lease("w2", AFTER.minusMillis(1), AFTER.plusSeconds(60)));
        EncodingJob again = leased("w2", AFTER);
        assertEquals(new EncodingJob(dead.id(), version, 2), again);
        assertFalse(encodings().extend(dead.id(), "dead", AFTER.plusSeconds(600)));
        assertFalse(encodings().finish(dead.id(), "dead", FIGURES, AFTER));
        assertFalse(encodings().retry(dead.id(), "dead", AFTER, "late"));
        assertTrue(encodings().finish(again.id(), "w2", FIGURES, AFTER));
        assertFalse(encodings().finish(again.id(), "w2", FIGURES, AFTER));
    }

    @Test
    default void anExtendedLeaseOfAnEncodingHolds() {
        waitingSince(NOON);
        EncodingJob job = leased("w1", NOON);
        assertTrue(encodings().extend(job.id(), "w1", AFTER.plusSeconds(60)));
        assertEquals(Optional.empty(), encodings().lease("w2", AFTER, AFTER.plusSeconds(90)));
    }

    @Test
    default void whatWentWrongIsTriedAgainFiveTimesInAll() {
        VersionId version = waitingSince(NOON);
        long failedBefore = encodings().failed();
        Instant now = NOON;
        for (int attempt = 1; attempt <= EncodingQueue.MAX_ATTEMPTS; attempt++) {
            EncodingJob job = leased("w1", now);
            assertEquals(attempt, job.attempts());
            assertEquals(failedBefore, encodings().failed());
            assertTrue(encodings().retry(job.id(), "w1", now.plusSeconds(10), "the store \"was\" away\nü".repeat(99)));
            assertEquals(Optional.empty(), encodings().lease("w1", now.plusSeconds(9), AFTER));
            now = now.plusSeconds(10);
        }
        assertEquals(Optional.empty(), encodings().lease("w1", now.plusSeconds(999), now.plusSeconds(1_000)));
        assertEquals(failedBefore + 1, encodings().failed());
        encodings().enqueue(version, NOON);
        assertEquals(failedBefore, encodings().failed());
        assertEquals(1, leased("w1", NOON).attempts());
    }

    @Test
    default void aVersionThatKillsItsWorkersIsGivenUp() {
        waitingSince(NOON);
        long failedBefore = encodings().failed();
        Instant now = NOON;
        for (int attempt = 1; attempt <= EncodingQueue.MAX_ATTEMPTS; attempt++) {
            assertEquals(attempt, leased("w" + attempt, now).attempts());
            now = now.plusSeconds(60);
        }
        assertEquals(Optional.empty(), encodings().lease("w9", now, now.plusSeconds(60)));
        assertEquals(failedBefore + 1, encodings().failed());
    }

    @Test
    default void workersAreWokenByWhatCommitsAndByNothingElse() {
        VersionId version = versionOf(freshModel());
        AtomicInteger woken = new AtomicInteger();
        encodings().onEnqueued(woken::incrementAndGet);
        assertThrows(
                IllegalStateException.class,
                () -> ports().transactions().inTransaction(() -> {
                    encodings().enqueue(version, NOON);
                    throw new IllegalStateException("undone");
                }));
        assertEquals(0, woken.get());
        assertEquals(0, encodings().waiting());
        ports().transactions().inTransaction(() -> {
            encodings().enqueue(version, NOON);
            assertEquals(0, woken.get());
            return true;
        });
        assertEquals(1, woken.get());
        assertEquals(1, encodings().waiting());
    }

    @Test
    default void encodersAtOnceNeverGetTheSameVersion() {
        Set<String> queued = new TreeSet<>();
        for (int i = 0; i < 24; i++) {
            queued.add(waitingSince(NOON).toString());
        }
        List<List<String>> leased = Together.run(8, worker -> () -> {
            List<String> mine = new ArrayList<>();
            // A rival's lock can hide the last jobs for a moment, so none once is not none at all.
            while (encodings().waiting() > 0) {
                encodings()
                        .lease("w" + worker, NOON, AFTER)
                        .ifPresent(job -> mine.add(job.version().toString()));
            }
            return mine;
        });
        assertEquals(
                List.copyOf(queued),
                leased.stream().flatMap(List::stream).sorted().toList());
    }
}
