package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ranks ways to encode a chunk by trying them on a sample of it. */
final class Chooser {

    /** A base couples chunks and makes reading slower, so it must save a tenth of what does without. */
    private static final double WITH_BASE = 0.9;

    /** Bases come nearest to the anchor first; one further down the chain must save a tenth more. */
    private static final double LATER_BASE = 0.9;

    /** A derivation is taken if at most one byte in so many is wrong. */
    private static final int RARELY = 50;

    private static final Comparator<Tried> SMALLEST = Comparator.comparingInt(Tried::length);

    private final WayWriter writer;
    private final Sample rawSample = new Sample();
    private final Sample baseSample = new Sample();
    private final Output trial = new Output();
    private byte[] derived = new byte[0];

    /** A way of encoding and how many bytes it makes of the sample. */
    private record Tried(Way way, int length) {}

    Chooser(WayWriter writer) {
        this.writer = writer;
    }

    /** Ways worth taking, best first. */
    List<Way> ranked(Span raw, ElementType type, List<Base> bases, List<Derived> derivations) {
        List<Way> ways = new ArrayList<>();
        for (Derived each : derivations) {
            if (each.bases().stream().allMatch(Chooser::mayBeBase) && nearlyGives(each, raw)) {
                ways.add(new Way.Computed(each, new Span(derived, raw.length())));
                // Nothing comes near it, so the others needn't be compared.
                ways.addAll(Ways.solo(type));
                return ways;
            }
        }
        Span sample = rawSample.of(raw);
        List<Tried> solo = tried(Ways.solo(type), sample);
        solo.addAll(tried(Ways.after(solo.getFirst().way()), sample));
        solo.sort(SMALLEST);
        int without = Math.min(sample.length(), solo.getFirst().length());
        Tried best = new Tried(solo.getFirst().way(), (int) (WITH_BASE * without / LATER_BASE));
        for (Base base : bases) {
            if (mayBeBase(base)) {
                best = better(best, tried(Ways.with(base, raw, type), sample));
            }
        }
        if (!best.way().bases().isEmpty()) {
            ways.add(best.way());
        }
        solo.forEach(one -> ways.add(one.way()));
        return ways;
    }

    private static Tried better(Tried best, List<Tried> others) {
        boolean wins = !others.isEmpty() && others.getFirst().length() <= LATER_BASE * best.length();
        return wins ? others.getFirst() : best;
    }

    private static boolean mayBeBase(Base base) {
        return base.depth() < ChunkEncoder.MAX_DEPTH;
    }

    /** The ways, smallest first. */
    private List<Tried> tried(List<Way> ways, Span sample) {
        List<Tried> tried = new ArrayList<>();
        for (Way way : ways) {
            boolean whole = way instanceof Way.Dictionary;
            List<Span> bases = way.bases().stream()
                    .map(base -> whole ? base.bytes() : baseSample.of(base.bytes()))
                    .toList();
            writer.write(way, sample, bases, trial);
            tried.add(new Tried(way, trial.length()));
        }
        tried.sort(SMALLEST);
        return tried;
    }

    private boolean nearlyGives(Derived each, Span raw) {
        if (derived.length < raw.length()) {
            derived = new byte[raw.length()];
        }
        try {
            each.how().apply(each.bases().stream().map(Base::bytes).toList(), derived, raw.length());
        } catch (CodecException e) {
            return false;
        }
        int wrong = 0;
        for (int i = 0; i < raw.length(); i++) {
            wrong += derived[i] == raw.array()[i] ? 0 : 1;
        }
        return (long) wrong * RARELY <= raw.length();
    }
}
