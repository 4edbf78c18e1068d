package dev.stemma.cli.transfer;

import java.util.Locale;

/**
 * How fast bytes came from a server and were decoded here, lately; 0 where it is not known. Safe for several threads.
 */
final class Rates {
    /** Less than this says more about the time of a round trip than about the link. */
    private static final long LEAST_BYTES = 1 << 20;

    private static final double WEIGHT = 0.5;
    private static final double USUAL_DECODING = 300e6;
    private static final double USUAL_ENCODING = 40e6;
    private static final double COPYING = 1e9;

    private double link;
    private double decoding;

    /** As {@link #text} wrote them; nothing is known from any other text. */
    static Rates of(String text) {
        Rates rates = new Rates();
        String[] parts = text.strip().split(" ", -1);
        if (parts.length == 2 && parts[0].matches("[0-9]{1,15}") && parts[1].matches("[0-9]{1,15}")) {
            rates.link = Long.parseLong(parts[0]);
            rates.decoding = Long.parseLong(parts[1]);
        }
        return rates;
    }

    /** Both in bytes a second. */
    synchronized String text() {
        return String.format(Locale.ROOT, "%.0f %.0f", link, decoding);
    }

    synchronized void received(long bytes, long nanos) {
        link = mixed(link, bytes, nanos);
    }

    synchronized void decoded(long bytes, long nanos) {
        decoding = mixed(decoding, bytes, nanos);
    }

    private static double mixed(double before, long bytes, long nanos) {
        if (bytes < LEAST_BYTES || nanos <= 0) {
            return before;
        }
        double now = bytes * 1e9 / nanos;
        return before == 0 ? now : before * (1 - WEIGHT) + now * WEIGHT;
    }

    /**
     * Whether fetching frames and decoding them takes less time than the whole file. While the link was not measured, fewer bytes are
     * better.
     *
     * @param fetched bytes of frames
     * @param decoded bytes of chunks that they make
     * @param all bytes of the file
     */
    synchronized boolean frames(long fetched, long decoded, long all) {
        if (fetched > all * 0.95) {
            return false;
        }
        if (link == 0) {
            return true;
        }
        double work = decoded / (decoding == 0 ? USUAL_DECODING : decoding) + (all - decoded) / COPYING;
        return fetched / link + work < all / link;
    }

    /** Whether the link is known to be slower than encoding, which is much slower than decoding. */
    synchronized boolean verySlow() {
        return link > 0 && link < USUAL_ENCODING;
    }

    /** Whether the link is known to be so slow that even a file of which nothing is here is better fetched encoded. */
    synchronized boolean slow() {
        return link > 0 && link < (decoding == 0 ? USUAL_DECODING : decoding) / 4;
    }
}
