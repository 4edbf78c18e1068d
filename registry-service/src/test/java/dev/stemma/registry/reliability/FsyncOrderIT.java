package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stemma.fault.Form;
import dev.stemma.registry.e2e.RegistryProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P4: what is acknowledged was forced to disk before: object, its name, and the database, in this order. */
@Timeout(180)
final class FsyncOrderIT {

    private static final Pattern RENAME = Pattern.compile("^rename\\w*\\(.*\"([^\"]+)\", .*\"([^\"]+)\"");

    @TempDir
    Path folder;

    @Test
    void everythingIsForcedBeforeItIsAcknowledged() throws Exception {
        Assumptions.assumeTrue(
                Strace.possible(), "NOT TESTED: the order of fsync, since strace is not here or may not be used");
        List<String> calls = callsOfOnePush();
        assertEquals(List.of(), wrong(calls));
        Form.record(
                "P4 disk and H2",
                calls.stream().filter(RENAME.asPredicate()).count() + " objects, "
                        + calls.stream().filter(FsyncOrderIT::forces).count() + " fsyncs, "
                        + calls.stream().filter(FsyncOrderIT::acknowledges).count()
                        + " acknowledgements, all in order");
        // The negative control: what the same calls would say without any one kind of fsync.
        for (String place : List.of("/.tmp-", "/objects/", "/db/stemma.mv.db")) {
            List<String> without = new ArrayList<>(calls);
            without.removeIf(call -> forces(call) && call.contains(place));
            assertFalse(wrong(without).isEmpty(), () -> "nobody misses the fsync of " + place);
        }
    }

    private List<String> callsOfOnePush() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        try (Installation registry = Installation.embedded(folder);
                RegistryProcess server = registry.start();
                Client client = new Client(URI.create(server.url()), registry.token());
                Strace strace = Strace.attach(server.process(), folder.resolve("calls"))) {
            client.pushWhole(new Client.Draft("order/whole", bytes));
            return strace.calls();
        }
    }

    /** What is wrong with the order of these calls. */
    private static List<String> wrong(List<String> calls) {
        List<String> wrong = new ArrayList<>();
        int renames = 0;
        for (int i = 0; i < calls.size(); i++) {
            Matcher rename = RENAME.matcher(calls.get(i));
            if (rename.find() && rename.group(1).contains("/.tmp-")) {
                renames++;
                object(calls, i, rename.group(1), rename.group(2), wrong);
            } else if (acknowledges(calls.get(i))) {
                acknowledged(calls, i, wrong);
            }
        }
        if (renames < 2 || calls.stream().noneMatch(FsyncOrderIT::acknowledges)) {
            wrong.add("a push stores a pack and a recipe, and is acknowledged; seen: " + renames + " renames");
        }
        return wrong;
    }

    private static void object(List<String> calls, int renamed, String temporary, String target, List<String> wrong) {
        int written = last(calls, 0, renamed, call -> call.startsWith("write(") && call.contains(temporary));
        int forced = last(calls, 0, renamed, call -> forces(call) && call.contains(temporary));
        if (written < 0 || forced < written) {
            wrong.add(temporary + " was renamed before it was forced");
        }
        String parent = "<" + Path.of(target).getParent() + ">";
        int answer = next(calls, renamed, FsyncOrderIT::acknowledges);
        if (last(calls, renamed, answer, call -> forces(call) && call.contains(parent)) < 0) {
            wrong.add("the folder of " + target + " was not forced before the answer");
        }
    }

    /** Between what the database wrote last and the answer it was forced. */
    private static void acknowledged(List<String> calls, int answer, List<String> wrong) {
        int written = last(calls, 0, answer, call -> call.startsWith("pwrite64(") && call.contains("/db/stemma.mv.db"));
        int forced = last(calls, 0, answer, call -> forces(call) && call.contains("/db/stemma.mv.db"));
        if (written < 0 || forced < 0) {
            wrong.add("the database was not written and forced before the answer");
        }
    }

    private static boolean forces(String call) {
        return (call.startsWith("fsync(") || call.startsWith("fdatasync(")) && call.endsWith("= 0");
    }

    private static boolean acknowledges(String call) {
        return call.contains("HTTP/1.1 201");
    }

    private static int last(List<String> calls, int from, int to, java.util.function.Predicate<String> wanted) {
        for (int i = to - 1; i >= from; i--) {
            if (wanted.test(calls.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int next(List<String> calls, int from, java.util.function.Predicate<String> wanted) {
        for (int i = from; i < calls.size(); i++) {
            if (wanted.test(calls.get(i))) {
                return i;
            }
        }
        return calls.size();
    }
}
