package dev.stemma.blob;

import java.util.Random;

/** The seed of a property test: printed, and fixed by {@code -Dstemma.seed} to repeat a run. */
public final class Seed {

    private Seed() {}

    /** A source of randomness whose seed is printed under this name. */
    public static Random random(String test) {
        long seed = Long.getLong("stemma.seed", System.nanoTime());
        System.out.println(test + ": repeat with -Dstemma.seed=" + seed);
        return new Random(seed);
    }
}
