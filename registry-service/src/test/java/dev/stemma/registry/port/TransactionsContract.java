package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.VersionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@link Transactions} promises about all ports together. */
public interface TransactionsContract extends PortsContract {

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return ports().transactions().inTransaction(work);
    }

    /** What a push does: name, version, alias, audit entry, job. */
    private String push(ModelName name, String text) {
        ports().names().ensure(name, Kind.MODEL, NOON);
        VersionId id =
                ports().versions().append(Samples.version(name, text)).version().id();
        AliasName alias = new AliasName("candidate");
        OptionalLong seen = ports().refs()
                .find(name, alias)
                .map(held -> OptionalLong.of(held.sequence()))
                .orElse(OptionalLong.empty());
        ports().refs()
                .move(new Refs.Move(
                        name, alias, seen, OptionalInt.of(id.number()), "ada", NOON, "", OptionalLong.empty()));
        ports().auditLog()
                .append(new AuditEntry(
                        0, NOON, "ada", "version.pushed", name.namespace(), id.toString(), new TreeMap<>(), "r"));
        String job = "val_" + fresh();
        ports().validationQueue()
                .enqueue(new Job(
                        job,
                        new Job.Validation(id, Samples.digest(text), Optional.empty(), Optional.empty()),
                        Job.State.QUEUED,
                        "ada",
                        NOON,
                        0,
                        Optional.empty(),
                        Optional.empty()));
        return job;
    }

    @Test
    default void aTransactionThatFailsLeavesNothing() {
        ModelName name = new ModelName(fresh(), "m");
        RuntimeException failure = new IllegalStateException("the flow changed its mind");
        RuntimeException thrown = assertThrows(
                RuntimeException.class,
                () -> inTransaction(() -> {
                    push(name, "one");
                    assertEquals(1, ports().names().find(name).orElseThrow().versions(), "it sees its own changes");
                    throw failure;
                }));

        assertSame(failure, thrown);
        assertEquals(Optional.empty(), ports().names().find(name));
        assertEquals(Optional.empty(), ports().versions().find(new VersionId(name, 1)));
        assertEquals(List.of(), ports().refs().list(name));
        assertEquals(
                List.of(),
                ports().auditLog()
                        .list(Optional.of(name.namespace()), PageRequest.first())
                        .items());
        assertEquals(
                List.of(),
                ports().validationQueue()
                        .validations(name, Optional.empty(), PageRequest.first())
                        .items());
    }

    @Test
    default void aTransactionThatSucceedsLeavesAll() {
        ModelName name = new ModelName(fresh(), "m");
        String job = inTransaction(() -> push(name, "one"));
        assertTrue(ports().validationQueue().find(job).isPresent());
        assertEquals(1, ports().refs().list(name).size());
        assertEquals(
                1,
                ports().auditLog()
                        .list(Optional.of(name.namespace()), PageRequest.first())
                        .items()
                        .size());
    }

    @Test
    default void anInnerTransactionJoinsTheOuterOne() {
        ModelName name = new ModelName(fresh(), "m");
        assertThrows(
                IllegalStateException.class,
                () -> inTransaction(() -> {
                    inTransaction(() -> push(name, "inner"));
                    throw new IllegalStateException("outer");
                }));
        assertEquals(Optional.empty(), ports().names().find(name));
    }

    @Test
    default void aRefusalMayBeCaughtAndTheTransactionGoesOn() {
        ModelName name = freshModel();
        ports().versions().append(Samples.version(name, "one", "1.0"));
        inTransaction(() -> {
            assertThrows(Conflict.class, () -> ports().versions().append(Samples.version(name, "two", "2.0", "1.0")));
            return ports().versions().append(Samples.version(name, "three"));
        });
        assertEquals(2, ports().names().find(name).orElseThrow().versions());
        assertEquals(
                Samples.digest("three"),
                ports().versions().find(new VersionId(name, 2)).orElseThrow().digest());
    }

    @Test
    default void pushesAtOnceAreAllThereWhenTheyReturn() {
        ModelName name = new ModelName(fresh(), "m");
        Together.run(8, thread -> () -> {
            for (int i = 0; i < 4; i++) {
                String text = thread + " " + i;
                inTransaction(() -> push(name, text));
            }
            return true;
        });
        assertEquals(32, ports().names().find(name).orElseThrow().versions());
        assertEquals(
                32,
                ports().refs()
                        .find(name, new AliasName("candidate"))
                        .orElseThrow()
                        .sequence());
        assertEquals(
                32,
                ports().auditLog()
                        .list(Optional.of(name.namespace()), PageRequest.first())
                        .items()
                        .size());
    }
}
