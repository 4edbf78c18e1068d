package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.validation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link ValidationQueue} promises. The queue must have no other workers while this runs. */
public interface ValidationQueueContract extends PortsContract {

    Instant LATER = NOON.plusSeconds(60);
    Job.Outcome PASSED = new Job.Outcome.Reported(Verdict.PASSED, 16, 16, Samples.digest("report"), "process");

    private ValidationQueue queue() {
        return ports().validationQueue();
    }

    /** Ends what other tests left, since a lease takes the oldest job of all. */
    @BeforeEach
    default void emptyTheQueue() {
        Instant farAway = NOON.plusSeconds(1_000_000_000L);
        Optional<Job> left = queue().lease("cleaner", farAway, farAway);
        while (left.isPresent()) {
            queue().finish(left.get().id(), "cleaner", new Job.Outcome.Broken("LOAD_FAILED", "left over"), NOON);
            left = queue().lease("cleaner", farAway, farAway);
        }
    }

    private Job queued(Job.Task task) {
        Job job = new Job("val_" + fresh(), task, Job.State.QUEUED, "ada", NOON, 0, Optional.empty(), Optional.empty());
        queue().enqueue(job);
        return job;
    }

    private Job.Validation validation(ModelName model, int version) {
        return new Job.Validation(
                new VersionId(model, version),
                Samples.digest("v" + version),
                Optional.of(new VersionId(new ModelName("acme", "golden"), 2)),
                Optional.of(Samples.digest("suite")));
    }

    private static Job.Validation smoke(ModelName model) {
        return new Job.Validation(new VersionId(model, 1), Samples.digest("v1"), Optional.empty(), Optional.empty());
    }

    private ModelName aModel() {
        return new ModelName(fresh(), "m");
    }

    private Job running(Job job, int attempts) {
        return new Job(
                job.id(), job.task(), Job.State.RUNNING, "ada", NOON, attempts, Optional.empty(), Optional.empty());
    }

    @Test
    default void jobsOfEverySortAreReadBack() {
        Job validation = queued(validation(aModel(), 1));
        Job smoke = queued(smoke(aModel()));
        Job recording = queued(new Job.Recording(
                new VersionId(aModel(), 3),
                Samples.digest("model"),
                new VersionId(aModel(), 4),
                Samples.digest("inputs")));
        assertEquals(Optional.of(validation), queue().find(validation.id()));
        assertEquals(Optional.of(smoke), queue().find(smoke.id()));
        assertEquals(Optional.of(recording), queue().find(recording.id()));
        assertEquals(Optional.empty(), queue().find("val_" + fresh()));
        assertEquals(3, queue().waiting());
    }

    @Test
    default void theOldestJobIsLeasedFirstAndToOneWorkerOnly() {
        Job first = queued(validation(aModel(), 1));
        Job second = queued(smoke(aModel()));

        assertEquals(Optional.of(running(first, 1)), queue().lease("w1", NOON, LATER));
        assertEquals(1, queue().waiting());
        assertEquals(Optional.of(running(second, 1)), queue().lease("w2", NOON, LATER));
        assertEquals(Optional.empty(), queue().lease("w3", NOON, LATER));
        assertEquals(Optional.of(running(first, 1)), queue().find(first.id()));
    }

    @Test
    default void theJobOfADeadWorkerIsTakenAgain() {
        Job job = queued(validation(aModel(), 1));
        queue().lease("dead", NOON, LATER);
        assertEquals(Optional.empty(), queue().lease("w2", LATER.minusMillis(1), LATER.plusSeconds(60)));
        assertEquals(Optional.of(running(job, 2)), queue().lease("w2", LATER, LATER.plusSeconds(60)));

        assertFalse(queue().extend(job.id(), "dead", LATER.plusSeconds(600)));
        assertFalse(queue().finish(job.id(), "dead", PASSED, LATER));
        assertEquals(Optional.of(running(job, 2)), queue().find(job.id()));
        assertTrue(queue().finish(job.id(), "w2", PASSED, LATER));
    }

    @Test
    default void anExtendedLeaseHolds() {
        Job job = queued(validation(aModel(), 1));
        queue().lease("w1", NOON, LATER);
        assertTrue(queue().extend(job.id(), "w1", LATER.plusSeconds(60)));
        assertEquals(Optional.empty(), queue().lease("w2", LATER, LATER.plusSeconds(90)));
    }

    @Test
    default void everyOutcomeIsReadBackAndEndsTheJob() {
        List<Job.Outcome> outcomes = List.of(
                PASSED,
                new Job.Outcome.Recorded(new VersionId(new ModelName("acme", "golden"), 3), 16),
                new Job.Outcome.Broken("WORKER_CRASHED", "the worker \"died\"\nü"));
        for (Job.Outcome outcome : outcomes) {
            Job job = queued(validation(aModel(), 1));
            queue().lease("w1", NOON, LATER);
            assertTrue(queue().finish(job.id(), "w1", outcome, NOON.plusSeconds(9)));
            assertFalse(queue().finish(job.id(), "w1", outcome, NOON.plusSeconds(10)));
            assertFalse(queue().extend(job.id(), "w1", LATER));
            assertEquals(
                    new Job(
                            job.id(),
                            job.task(),
                            Job.State.DONE,
                            "ada",
                            NOON,
                            1,
                            Optional.of(NOON.plusSeconds(9)),
                            Optional.of(outcome)),
                    queue().find(job.id()).orElseThrow());
        }
        assertEquals(Optional.empty(), queue().lease("w1", LATER.plusSeconds(99_999), LATER.plusSeconds(100_000)));
    }

    @Test
    default void workersAtOnceNeverGetTheSameJob() {
        Set<String> queued = new TreeSet<>();
        for (int i = 0; i < 24; i++) {
            queued.add(queued(smoke(aModel())).id());
        }
        List<List<String>> leased = Together.run(8, worker -> () -> {
            List<String> mine = new ArrayList<>();
            // A rival's lock can hide the last jobs for a moment, so none once is not none at all.
            while (queue().waiting() > 0) {
                queue().lease("w" + worker, NOON, LATER).ifPresent(job -> mine.add(job.id()));
            }
            return mine;
        });
        List<String> all = leased.stream().flatMap(List::stream).sorted().toList();
        assertEquals(List.copyOf(queued), all);
    }

    @Test
    default void validationsOfAModelAreListedNewestFirst() {
        ModelName model = aModel();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(queued(validation(model, 1 + i % 2)).id());
        }
        queued(validation(aModel(), 1));
        queued(new Job.Recording(
                new VersionId(model, 1), Samples.digest("m"), new VersionId(model, 2), Samples.digest("i")));

        Page<Job> page = queue().validations(model, Optional.empty(), new PageRequest(3, Optional.empty()));
        List<String> listed = new ArrayList<>(ids(page));
        page = queue().validations(model, Optional.empty(), new PageRequest(3, page.next()));
        listed.addAll(ids(page));
        assertEquals(Optional.empty(), page.next());
        assertEquals(ids, listed);
        assertEquals(
                List.of(ids.get(1), ids.get(3)),
                ids(queue().validations(model, Optional.of(new VersionId(model, 2)), PageRequest.first())));
        Samples.assertRefused(
                ErrorCode.REQUEST_INVALID,
                () -> queue().validations(model, Optional.empty(), new PageRequest(3, Optional.of("x"))));
    }

    private static List<String> ids(Page<Job> page) {
        return page.items().stream().map(Job::id).toList();
    }

    @Test
    default void theNewestEndedValidationIsTheReport() {
        ModelName model = aModel();
        VersionId version = new VersionId(model, 1);
        Digest suite = Samples.digest("suite");
        assertEquals(Optional.empty(), queue().newestReport(version));

        String smoke = finished(smoke(model), NOON.plusSeconds(5));
        assertEquals(smoke, queue().newestReport(version).orElseThrow().id());
        assertEquals(Optional.empty(), queue().newestReport(version, suite));

        String newer = finished(validation(model, 1), NOON.plusSeconds(9));
        finished(validation(model, 1), NOON.plusSeconds(7));
        finished(validation(model, 2), NOON.plusSeconds(20));
        queued(validation(model, 1));
        assertEquals(newer, queue().newestReport(version).orElseThrow().id());
        assertEquals(newer, queue().newestReport(version, suite).orElseThrow().id());
        assertEquals(Optional.empty(), queue().newestReport(version, Samples.digest("another suite")));
    }

    private String finished(Job.Validation task, Instant at) {
        Job job = queued(task);
        queue().lease("w1", NOON, LATER);
        assertTrue(queue().finish(job.id(), "w1", PASSED, at));
        return job.id();
    }
}
