package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that comes to the point that was chosen ends there, without another word. */
final class CrashPointTest {

    @Test
    void withoutASettingNothingHappens() throws Exception {
        assertEquals("0 aba", run());
    }

    @Test
    void theProcessEndsAtItsPoint() throws Exception {
        assertEquals("137 a", run("-Dstemma.crash=test.b"));
    }

    @Test
    void theProcessEndsThereTheTimeThatWasAskedFor() throws Exception {
        assertEquals("137 ab", run("-Dstemma.crash=test.a:2"));
    }

    @Test
    void otherPointsAreNothingToIt() throws Exception {
        assertEquals("0 aba", run("-Dstemma.crash=test.a:3"));
    }

    private static String run(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Walker.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }

    /** Comes to the points a, b and a, and says so behind each. */
    static final class Walker {
        private Walker() {}

        public static void main(String[] arguments) {
            for (String point : List.of("a", "b", "a")) {
                CrashPoint.at("test." + point);
                System.out.print(point);
                System.out.flush();
            }
        }
    }
}
