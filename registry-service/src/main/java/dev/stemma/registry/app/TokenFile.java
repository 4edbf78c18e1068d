package dev.stemma.registry.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** A file that holds one token. */
final class TokenFile {

    private static final Logger LOG = Logger.getLogger(TokenFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String GRAMMAR = "[!-~]{32,256}";

    private TokenFile() {}

    static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (!token.matches(GRAMMAR)) {
                throw new StartupRefused(
                        "the administrator's token in " + file + " must be 32 to 256 visible characters");
            }
            warnIfOthersMayRead(file);
            return token;
        } catch (IOException e) {
            throw new StartupRefused("can't read the administrator's token in " + file + ": " + e);
        }
    }

    /** The token in the file; when there is none, a new one is written there, whole or not at all. */
    static String readOrMake(Path file, Supplier<String> token) {
        if (Files.exists(file)) {
            return read(file);
        }
        String made = token.get();
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(temporary);
            Files.createFile(temporary, ownerOnly(file));
            Files.writeString(temporary, made + "\n", StandardCharsets.US_ASCII);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (IOException e) {
            throw new StartupRefused("can't write the administrator's token to " + file + ": " + e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void warnIfOthersMayRead(Path file) throws IOException {
        if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            LOG.warnf("others than its owner may read the administrator's token file=%s", file);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
