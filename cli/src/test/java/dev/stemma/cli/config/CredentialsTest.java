package dev.stemma.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsTest {
    @TempDir
    Path folder;

    private Environment environment() {
        return new Environment(Map.of(), folder, folder);
    }

    @Test
    void areKeptForTheOwnerAloneAndReadBack() throws IOException {
        Credentials kept = new Credentials("", List.of())
                .with(new Profile("a", "https://a", "t1"))
                .with(new Profile("b", "https://b", "t2"));
        kept.save(environment());
        Path file = Credentials.file(environment());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(kept, Credentials.load(environment()));
        assertEquals("a", kept.without("b").current());
    }

    @Test
    void areRefusedWhenOthersCanReadThem() throws IOException {
        new Credentials("", List.of()).with(new Profile("a", "https://a", "t1")).save(environment());
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(Credentials.file(environment()), PosixFilePermissions.fromString(mode));
            CliException refused = assertThrows(CliException.class, () -> Credentials.load(environment()));
            assertEquals(Exit.DENIED, refused.exit());
            assertEquals("chmod 600 " + Credentials.file(environment()), refused.hint());
        }
    }

    @Test
    void damagedOnesAreAnErrorNotNone() throws IOException {
        Files.createDirectories(environment().configDir());
        Path file = Credentials.file(environment());
        Files.writeString(file, "{");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(
                Exit.DENIED,
                assertThrows(CliException.class, () -> Credentials.load(environment()))
                        .exit());
    }
}
