package dev.stemma.cli.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TerminalTest {
    private static final Look PLAIN = new Look(false, false, false, false, false, false, 80);
    private static final Look TTY = new Look(true, true, true, true, true, false, 40);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(Look look) {
        return new Terminal(new ByteArrayInputStream(new byte[0]), out, err, look);
    }

    private String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void colourFollowsTheTerminalAndTheVariables() {
        Map<String, String> utf8 = Map.of("LANG", "C.UTF-8");
        assertTrue(Look.detect("oe", "", utf8).outColour());
        assertFalse(Look.detect("e", "", utf8).outColour());
        assertFalse(Look.detect("oe", "", Map.of("NO_COLOR", "1")).outColour());
        assertTrue(Look.detect("oe", "", Map.of("NO_COLOR", "")).outColour());
        assertFalse(Look.detect("oe", "", Map.of("TERM", "dumb")).errColour());
        assertTrue(
                Look.detect("", "", Map.of("FORCE_COLOR", "1", "NO_COLOR", "1")).outColour());
        assertTrue(Look.detect("", "", Map.of("LC_ALL", "C", "LANG", "C.UTF-8")).ascii());
        assertEquals(120, Look.detect("", "120", utf8).columns());
        assertEquals(90, Look.detect("", "120", Map.of("COLUMNS", "90")).columns());
        assertEquals(80, Look.detect("", "x", utf8).columns());
    }

    @Test
    void foreignTextIsEscapedAndOurStylesAreNot() {
        terminal(TTY).answer(Text.of(Style.RED, "a\u001b[2Jb\u009b\u202e"));
        terminal(TTY).flush();
        assertEquals("\u001b[31ma\\x1b[2Jb\\x9b\\u202e\u001b[0m\n", text(out));
    }

    @Test
    void tablesAreCutToATerminalAndNeverElsewhere() {
        Table table = Table.of("NAME", "MESSAGE").row("acme/m", "x".repeat(60));
        Terminal wide = terminal(PLAIN);
        wide.answer(table);
        wide.flush();
        assertEquals("NAME    MESSAGE\nacme/m  " + "x".repeat(60) + "\n", text(out));
        out.reset();
        Terminal narrow = terminal(TTY.withoutColour());
        narrow.answer(table);
        narrow.flush();
        assertEquals("NAME    MESSAGE\nacme/m  " + "x".repeat(31) + "…\n", text(out));
    }

    @Test
    void quietKeepsTheAnswerAndErrors() {
        Terminal terminal = terminal(PLAIN);
        terminal.adjust(PLAIN, Terminal.Loudness.QUIET);
        terminal.say("chat");
        terminal.complain(Text.of("error: x"));
        terminal.answer("answer");
        terminal.flush();
        assertEquals("answer\n", text(out));
        assertEquals("error: x\n", text(err));
    }

    @Test
    void progressShowsRateAndTimeLeftOnATerminalAndQuartersElsewhere() {
        AtomicLong now = new AtomicLong();
        Progress live = new Progress(terminal(TTY.withoutColour()), Progress.Mode.AUTO, "pull", 100 << 20, now::get);
        now.addAndGet(2_000_000_000L);
        live.add(50 << 20);
        assertEquals("\r  pull  50 %  50.0 MiB of 100.0 MiB  2…\u001b[K", text(err));
        err.reset();

        Progress plain = new Progress(terminal(PLAIN), Progress.Mode.AUTO, "pull", 100, now::get);
        for (int i = 0; i < 100; i++) {
            now.addAndGet(100_000_000L);
            plain.add(1);
        }
        assertEquals(3, text(err).lines().count(), text(err));
        assertTrue(text(err).startsWith("  pull  25 %  25 B of 100 B  10 B/s  7.5 s left"), text(err));
    }

    @Test
    void quantitiesReadWell() {
        assertEquals("722 B", Units.bytes(722));
        assertEquals("86.2 MiB", Units.bytes(90_387_606));
        assertEquals("0.4 s", Units.duration(Duration.ofMillis(400)));
        assertEquals("2 h", Units.duration(Duration.ofMinutes(134)));
        Instant then = Instant.parse("2026-11-24T08:00:00Z");
        assertEquals("9 d ago", Units.ago("2026-11-15T08:00:00Z", then));
        assertEquals("what?", Units.ago("what?", then));
        assertEquals("0.82", Units.number(new BigDecimal("0.820")));
        assertEquals("3E-50", Units.number(new BigDecimal("3e-50")));
    }
}
