package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.http.TryAgain;
import dev.stemma.cli.term.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Receives one file into its part: goes on where a cut left off, hashes what it writes, takes not one byte more than declared, and
 * ends only with the right digest.
 */
final class Download {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Transfers transfers;
    private final String version;
    private final FileEntry file;
    private final FileChannel part;
    private final Progress progress;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private Hasher hasher = new Hasher();
    private long have;

    /** Of a file below a version's route. */
    Download(Transfers transfers, String version, FileEntry file, FileChannel part, Progress progress) {
        this.transfers = transfers;
        this.version = version;
        this.file = file;
        this.part = part;
        this.progress = progress;
    }

    /** Receives what is missing. Afterwards the part holds the file, on the disk. */
    void run() throws IOException {
        takeUpOldPart();
        if (have < file.sizeBytes() || file.sizeBytes() == 0) {
            String etag = "\"" + file.sha256() + "\"";
            transfers.get(Routes.file(version, file.path()), () -> have, etag, this::take);
        }
        Digest found = hasher.digest();
        if (!found.equals(file.sha256())) {
            throw Wire.mismatch("'" + file.path() + "'", file.sha256(), found.toString());
        }
        part.force(true);
    }

    private void takeUpOldPart() throws IOException {
        if (part.size() > file.sizeBytes()) {
            part.truncate(0);
        }
        part.position(0);
        ByteBuffer bytes = ByteBuffer.wrap(buffer);
        for (int count = part.read(bytes); count > 0; count = part.read(bytes.clear())) {
            hasher.update(buffer, 0, count);
            have += count;
        }
        progress.add(have);
    }

    private Optional<Void> take(Transfers.Part body) throws IOException, TryAgain {
        if (body.start() == 0 && have > 0) {
            restart();
        }
        if (body.start() != have || (body.total() >= 0 && body.total() != file.sizeBytes())) {
            throw wrongSize("the server sends bytes from " + body.start() + " of " + body.total() + ", wanted from "
                    + have + " of " + file.sizeBytes());
        }
        for (int count = body.stream().read(buffer);
                count >= 0;
                count = body.stream().read(buffer)) {
            if (count > file.sizeBytes() - have) {
                throw wrongSize("the body is longer than the " + file.sizeBytes() + " bytes declared");
            }
            write(count);
        }
        if (have < file.sizeBytes()) {
            throw new TryAgain(
                    CliException.of(
                                    Exit.UNAVAILABLE,
                                    "BODY_TRUNCATED",
                                    "'" + file.path() + "' ended early, at byte " + have + " of " + file.sizeBytes())
                            .help("run the same command again; it continues where it stopped"),
                    Optional.empty());
        }
        return Optional.empty();
    }

    private void write(int count) {
        hasher.update(buffer, 0, count);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        try {
            while (bytes.hasRemaining()) {
                part.write(bytes);
            }
        } catch (IOException full) {
            // Not a matter of the connection: another attempt would not help.
            throw CliException.of(Exit.FAILED, "LOCAL_DISK", "cannot write '" + file.path() + "'")
                    .cause(String.valueOf(full.getMessage()))
                    .from(full);
        }
        have += count;
        progress.add(count);
    }

    /** The server would not continue: from the start, then. */
    private void restart() throws IOException {
        progress.add(-have);
        part.truncate(0);
        part.position(0);
        hasher = new Hasher();
        have = 0;
    }

    private CliException wrongSize(String why) {
        return CliException.of(Exit.INTEGRITY, "SIZE_MISMATCH", "'" + file.path() + "' has not the size declared")
                .cause(why);
    }
}
