package dev.stemma.registry.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process asks of its operating system while this is open, in the order in which it was done. */
final class Strace implements AutoCloseable {

    private static final String CALLS =
            "trace=write,pwrite64,writev,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2";
    private static final Pattern LINE = Pattern.compile("^(\\d+) +(.*)$");
    private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. \\w+ resumed>(.*)$");
    private static final String UNFINISHED = " <unfinished ...>";

    private final Process process;
    private final Path log;

    private Strace(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Whether it is here and allowed. */
    static boolean possible() {
        try {
            Process run = new ProcessBuilder("strace", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return run.waitFor(20, TimeUnit.SECONDS) && run.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Begins to watch a process and all its threads; returns once it does. */
    static Strace attach(ProcessHandle watched, Path log) throws IOException {
        return begin(watched, log, List.of("-y", "-s", "40", "-e", CALLS));
    }

    /**
     * From now on, until this is closed, these calls fail; returns once they do.
     *
     * @param calls names, separated by commas
     * @param error as the system calls it, such as {@code EIO}
     * @param paths only on these files and folders; on all when empty
     */
    static Strace failing(ProcessHandle watched, Path log, String calls, String error, List<Path> paths)
            throws IOException {
        List<String> options =
                new ArrayList<>(List.of("-y", "-e", "trace=" + calls, "-e", "inject=" + calls + ":error=" + error));
        paths.forEach(path -> options.addAll(List.of("-P", path.toString())));
        return begin(watched, log, options);
    }

    private static Strace begin(ProcessHandle watched, Path log, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of("strace", "-f"));
        command.addAll(options);
        command.addAll(List.of("-o", log.toString(), "-p", Long.toString(watched.pid())));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && line.contains("Requested path")) {
            line = said.readLine();
        }
        if (line == null || !line.contains("attached")) {
            process.destroyForcibly();
            throw new IOException("strace: " + line);
        }
        return new Strace(process, log);
    }

    /** Ends the watching; what was seen, a call a line, as {@code fsync(7</path>) = 0}. */
    List<String> calls() throws IOException {
        close();
        Map<String, String> begun = new HashMap<>();
        List<String> calls = new ArrayList<>();
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                call(matcher.group(1), matcher.group(2), begun, calls);
            }
        }
        return calls;
    }

    /** A call that took a while has two lines; it counts where it ended, but an answer counts where it began. */
    private static void call(String thread, String text, Map<String, String> begun, List<String> calls) {
        Matcher resumed = RESUMED.matcher(text);
        if (text.endsWith(UNFINISHED)) {
            String start = text.substring(0, text.length() - UNFINISHED.length());
            if (start.contains("HTTP/1.1")) {
                calls.add(start);
            } else {
                begun.put(thread, start);
            }
        } else if (resumed.matches()) {
            String start = begun.remove(thread);
            if (start != null) {
                calls.add(start + resumed.group(1));
            }
        } else {
            calls.add(text);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
