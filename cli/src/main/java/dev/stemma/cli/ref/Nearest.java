package dev.stemma.cli.ref;

import java.util.Collection;
import java.util.Optional;

/** "Did you mean": the candidate within two edits of what was typed. */
public final class Nearest {
    private Nearest() {}

    /** The nearest candidate, at most two edits away. */
    public static Optional<String> to(String typed, Collection<String> candidates) {
        String best = "";
        int least = 3;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - typed.length()) < least) {
                int distance = distance(typed, candidate);
                if (distance < least) {
                    least = distance;
                    best = candidate;
                }
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Damerau-Levenshtein distance (adjacent letters may be swapped). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
