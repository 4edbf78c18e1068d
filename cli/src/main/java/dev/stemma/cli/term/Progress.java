package dev.stemma.cli.term;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bytes on their way. On a terminal one line that is redrawn at most ten times a second, with rate and time left; elsewhere one
 * line at each quarter and every 30 seconds. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long REMIND_NANOS = 30_000_000_000L;

    /** What to show. */
    public enum Mode {
        /** A bar on a terminal, plain lines elsewhere. */
        AUTO,
        /** Plain lines. */
        PLAIN,
        /** Nothing. */
        NONE
    }

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final LongSupplier nanoClock;
    private final boolean live;
    private final boolean silent;
    private final long start;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong drawn;
    private final AtomicLong quarters = new AtomicLong();

    /** Progress of so many bytes. */
    public Progress(Terminal terminal, Mode mode, String what, long totalBytes, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.what = what;
        this.total = totalBytes;
        this.nanoClock = nanoClock;
        this.live = mode == Mode.AUTO && terminal.look().errTty();
        this.silent = mode == Mode.NONE || !terminal.talkative();
        this.start = nanoClock.getAsLong();
        this.drawn = new AtomicLong(start);
    }

    /** So many bytes more are done; may be negative when work is repeated. */
    public void add(long bytes) {
        long now = done.addAndGet(bytes);
        if (!silent) {
            show(now, nanoClock.getAsLong());
        }
    }

    /** Bytes done so far. */
    public long done() {
        return done.get();
    }

    private void show(long bytes, long now) {
        long last = drawn.get();
        if (live) {
            if (now - last >= REDRAW_NANOS && drawn.compareAndSet(last, now)) {
                terminal.passing(line(bytes, now));
            }
            return;
        }
        long quarter = total <= 0 ? 0 : bytes * 4 / total;
        long before = quarters.get();
        boolean reached = quarter > before && quarter < 4 && quarters.compareAndSet(before, quarter);
        boolean slow = now - start >= 1_000_000_000L;
        if ((reached && slow) || (now - last >= REMIND_NANOS && drawn.compareAndSet(last, now))) {
            terminal.say(line(bytes, now));
        }
    }

    private String line(long bytes, long now) {
        double seconds = Math.max(1e-3, (now - start) / 1e9);
        double rate = bytes / seconds;
        long percent = total <= 0 ? 100 : Math.min(100, bytes * 100 / total);
        String left = rate < 1 || bytes >= total
                ? ""
                : "  " + Units.duration(Duration.ofMillis((long) ((total - bytes) / rate * 1000))) + " left";
        return String.format(
                Locale.ROOT,
                "  %s %3d %%  %s of %s  %s/s%s",
                what,
                percent,
                Units.bytes(bytes),
                Units.bytes(total),
                Units.bytes((long) rate),
                left);
    }

    /** Time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoClock.getAsLong() - start);
    }

    @Override
    public void close() {
        if (live) {
            terminal.passing("");
        }
    }
}
