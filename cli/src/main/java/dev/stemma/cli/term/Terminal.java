package dev.stemma.cli.term;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The three standard streams. stdout carries the answer, stderr the conversation. Text is escaped on its way out, and each line
 * is written at once, so that several threads may talk.
 */
public final class Terminal {
    /** How much is said on stderr. */
    public enum Loudness {
        /** Only errors. */
        QUIET,
        /** What a user wants to know. */
        NORMAL,
        /** Also every request. */
        VERBOSE
    }

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private Look look;
    private Loudness loudness = Loudness.NORMAL;
    private boolean transientLine;

    /** A terminal on the given streams. */
    public Terminal(InputStream in, OutputStream out, OutputStream err, Look look) {
        this.in = in;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
        this.look = look;
    }

    /** The process's own streams. */
    public static Terminal system(Look look) {
        return new Terminal(System.in, new java.io.FileOutputStream(java.io.FileDescriptor.out), System.err, look);
    }

    /** Applies the options that change how things look. */
    public void adjust(Look changed, Loudness wanted) {
        this.look = changed;
        this.loudness = wanted;
    }

    /** What the streams are. */
    public Look look() {
        return look;
    }

    /** The signs to use. */
    public Glyphs glyphs() {
        return look.glyphs();
    }

    /** One line of the answer. */
    public void answer(String line) {
        answer(Text.of(line));
    }

    /** One styled line of the answer. */
    public synchronized void answer(Text line) {
        erase();
        out.print(line.render(look.outColour()) + "\n");
    }

    /** A table as the answer; cells are cut to the width of a terminal and never elsewhere. */
    public void answer(Table table) {
        for (Text line : table.lines(look.outTty() ? look.columns() : Integer.MAX_VALUE, glyphs().ellipsis())) {
            answer(line);
        }
    }

    /** A text of our own making (JSON, a script, a help page) as the answer, byte for byte; it must be escaped already. */
    public synchronized void document(String text) {
        erase();
        out.print(text.endsWith("\n") ? text : text + "\n");
    }

    /** stdout for raw bytes, as {@code cat} needs it. */
    public synchronized OutputStream bytes() {
        erase();
        return out;
    }

    /** One line of the conversation. */
    public void say(String line) {
        say(Text.of(line));
    }

    /** One styled line of the conversation. */
    public void say(Text line) {
        if (loudness != Loudness.QUIET) {
            complain(line);
        }
    }

    /** What to do next; a hint on stderr. */
    public void next(String command) {
        say(Text.of(Style.DIM, "  next:  ").and(command));
    }

    /** It went well. */
    public void done(String line) {
        say(Text.of(Style.GREEN, glyphs().ok()).and(" " + line));
    }

    /** Something the user should look at, though the command goes on. */
    public void warn(String line) {
        say(Text.of(Style.YELLOW, "warning: ").and(line));
    }

    /** A line for {@code -v}. */
    public void detail(String line) {
        if (loudness == Loudness.VERBOSE) {
            complain(Text.of(Style.DIM, line));
        }
    }

    /** A line on stderr that even {@code --quiet} shows. */
    public synchronized void complain(Text line) {
        erase();
        err.print(line.render(look.errColour()) + "\n");
        err.flush();
    }

    /** A line that the next one replaces; only where stderr is a terminal. */
    public synchronized void passing(String line) {
        if (look.errTty() && loudness != Loudness.QUIET) {
            Text cut = Text.of(Style.DIM, line).cut(look.columns() - 1, glyphs().ellipsis());
            err.print("\r" + cut.render(look.errColour()) + "\u001b[K");
            err.flush();
            transientLine = true;
        }
    }

    /** Whether lines of progress are wanted at all. */
    public boolean talkative() {
        return loudness != Loudness.QUIET;
    }

    /** All of stdin, at most so many bytes. */
    public byte[] readAll(int atMost) throws IOException {
        return in.readNBytes(atMost);
    }

    /** Asks for a secret on the controlling terminal, without echo; empty when there is none. */
    public java.util.Optional<String> askSecret(String prompt) {
        java.io.Console console = look.inTty() ? System.console() : null;
        if (console == null) {
            return java.util.Optional.empty();
        }
        char[] typed = console.readPassword("%s", Escape.printable(prompt));
        return typed == null ? java.util.Optional.empty() : java.util.Optional.of(new String(typed).strip());
    }

    /** Writes what is buffered. Call once at the end. Says whether stdout took everything. */
    public synchronized boolean flush() {
        erase();
        err.flush();
        return !out.checkError();
    }

    private void erase() {
        if (transientLine) {
            err.print("\r\u001b[K");
            err.flush();
            transientLine = false;
        }
    }

    /** Lines of the answer, one a string. */
    public void answers(List<String> lines) {
        lines.forEach(this::answer);
    }
}
