package dev.stemma.registry.port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What several clients did to one alias and when, and whether it could have happened one after the other. Every move counts the alias's
 * sequence up by one, so there is only one possible order of the moves, and a violation can be found without a search: each move gets
 * the earliest instant that its interval, the moves before it and the reads before it allow.
 */
final class MoveHistory {

    /** An operation with the times at which it was called and returned. */
    sealed interface Op {
        long call();

        long returned();
    }

    /** Saw that sequence; 0 is an alias that was never set. */
    record Read(long call, long returned, long sequence) implements Op {}

    /** Moved it from that sequence to the next. */
    record Moved(long call, long returned, long expected) implements Op {}

    /** Was told that it is no longer at that sequence. */
    record Refused(long call, long returned, long expected) implements Op {}

    private final Map<Long, Moved> moves = new HashMap<>();
    private final Map<Long, List<Read>> reads = new HashMap<>();
    private final List<Refused> refusals = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private MoveHistory(List<Op> history) {
        for (Op op : history) {
            switch (op) {
                case Read read ->
                    reads.computeIfAbsent(read.sequence(), absent -> new ArrayList<>())
                            .add(read);
                case Moved moved -> {
                    if (moves.put(moved.expected(), moved) != null) {
                        violations.add("two moves from " + moved.expected());
                    }
                }
                case Refused refused -> refusals.add(refused);
            }
        }
    }

    /** What no sequential order explains; empty when there is one. */
    static Optional<String> violation(List<Op> history) {
        MoveHistory checked = new MoveHistory(history);
        checked.placeMoves();
        checked.refusals.forEach(checked::explain);
        return checked.violations.stream().findFirst();
    }

    private void placeMoves() {
        long now = Long.MIN_VALUE;
        long sequence = 0;
        while (true) {
            now = placeReads(sequence, now);
            Moved next = moves.get(sequence);
            if (next == null) {
                break;
            }
            now = Math.max(now, next.call());
            if (now > next.returned()) {
                violations.add("the move from " + sequence + " returned before it can have happened");
            }
            sequence++;
        }
        for (long moved : moves.keySet()) {
            if (moved > sequence) {
                violations.add("a move from " + moved + ", where the alias never was");
            }
        }
        for (long read : reads.keySet()) {
            if (read > sequence) {
                violations.add("a read of " + read + ", where the alias never was");
            }
        }
    }

    /** Reads of a sequence come after the move to it and before the move from it; returns when that may happen at the earliest. */
    private long placeReads(long sequence, long from) {
        long earliest = from;
        for (Read read : reads.getOrDefault(sequence, List.of())) {
            if (read.returned() < from) {
                violations.add("a read saw " + sequence + " before the move to it");
            }
            earliest = Math.max(earliest, read.call());
        }
        return earliest;
    }

    /** A refusal is wrong if the alias was at the expected sequence all the time. */
    private void explain(Refused refused) {
        Moved arrival = moves.get(refused.expected() - 1);
        Moved departure = moves.get(refused.expected());
        boolean notYetThere = arrival != null && refused.call() < arrival.returned();
        boolean goneAlready = departure != null && refused.returned() > departure.call();
        if (!notYetThere && !goneAlready) {
            violations.add("a move from " + refused.expected() + " was refused while the alias was there");
        }
    }
}
