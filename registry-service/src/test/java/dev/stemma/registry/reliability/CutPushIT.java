package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Seed;
import dev.stemma.fault.Fault;
import dev.stemma.fault.FaultProxy;
import dev.stemma.fault.Form;
import dev.stemma.fault.Link;
import dev.stemma.registry.e2e.RegistryProcess;
import dev.stemma.registry.e2e.StemmaCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P6: a push whose connections are cut again and again comes through, and sends hardly more than it would have sent. */
final class CutPushIT {

    private static final int MEBIBYTES = 256;
    private static final int CUTS = 20;
    private static final int MOST_RUNS = 25;

    private static final double MOST_TIMES = 1.1;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aPushThatIsCutTwentyTimesComesThrough() throws Exception {
        Random random = Seed.random("aPushThatIsCutTwentyTimesComesThrough");
        try (Installation registry = Installation.embedded(folder);
                RegistryProcess server = registry.start();
                FaultProxy proxy = FaultProxy.before(URI.create(server.url()), _ -> Link.CLEAN)) {
            proxy.plan(_ -> cut(random, proxy.traffic().faultCount()));
            StemmaCommand stemma =
                    new StemmaCommand(folder.resolve("home"), proxy.uri().toString(), registry.token());
            write(stemma.workDir().resolve("big.bin"), random);
            int runs = 0;
            StemmaCommand.Result result;
            do {
                result = stemma.run("push", "big.bin", "cut/big", "--no-validate");
                runs++;
            } while (result.exit() != 0 && runs < MOST_RUNS);
            assertEquals(0, result.exit(), result.toString());
            double times = proxy.traffic().bytesUp() / (MEBIBYTES * 1048576.0);
            int happened = proxy.traffic().faultCount();
            try (Client direct = new Client(URI.create(server.url()), registry.token())) {
                assertEquals(
                        1,
                        direct.document("/models/cut/big/versions").get("items").size());
            }
            Form.record(
                    "P6 command",
                    MEBIBYTES + " MiB, " + happened + " cuts, " + runs + " runs of the command, "
                            + String.format(Locale.ROOT, "%.3f", times) + " x the bytes sent, 1 version");
            assertTrue(happened >= CUTS, () -> happened + " cuts");
            assertTrue(times <= MOST_TIMES, () -> times + " x the bytes");
        }
    }

    /** The next connection is cut, until enough were: at a place in what a few packs take. */
    private static synchronized Link cut(Random random, int happened) {
        return happened < CUTS ? Link.up(new Fault.Cut(1_000_000 + random.nextInt(16_000_000))) : Link.CLEAN;
    }

    private static void write(Path file, Random random) throws IOException {
        byte[] bytes = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
    }
}
