package dev.stemma.cli.command;

import dev.stemma.blob.Hasher;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.transfer.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Streams one file to stdout, and fails at its end if the bytes were not those of its digest. */
@Command(
        name = "cat",
        description = "Write one file of a version to stdout.",
        footer = {"", "Example: stemma cat acme/sentiment:v3/config.json"})
final class CatCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF/PATH", description = "A version and a file in it.")
    String reference = "";

    CatCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Reference wanted = session.reference(reference, Kind.MODEL);
        String path = wanted.file()
                .orElseThrow(() -> CliException.usage("'" + reference + "' names no file")
                        .help("stemma show " + reference + " --files"));
        Json.Obj version = session.version(wanted);
        Json.Obj file = version.array("files").objects().stream()
                .filter(one -> one.text("path").equals(path))
                .findFirst()
                .orElseThrow(() -> CliException.of(
                                Exit.NOT_FOUND, "FILE_NOT_FOUND", version.text("ref") + " has no file '" + path + "'")
                        .help("stemma show " + version.text("ref") + " --files"));
        String route = Routes.version(wanted.kind(), wanted.name(), version.text("version"));
        new Stream(
                        Wire.digest(file.text("sha256")),
                        file.integer("sizeBytes"),
                        session.terminal().bytes())
                .run(session.registry(wanted).transfers(), Routes.file(route, path));
        return Exit.OK.code();
    }

    /** Passes bytes on, once each, however often the connection breaks. */
    private static final class Stream {
        private final dev.stemma.blob.Digest digest;
        private final long size;
        private final OutputStream out;
        private final Hasher hasher = new Hasher();
        private long passed;

        Stream(dev.stemma.blob.Digest digest, long size, OutputStream out) {
            this.digest = digest;
            this.size = size;
            this.out = out;
        }

        void run(Transfers transfers, String route) throws IOException {
            transfers.get(route, () -> passed, "\"" + digest + "\"", this::take);
            out.flush();
            if (!hasher.digest().equals(digest)) {
                throw CliException.of(
                        Exit.INTEGRITY, "DIGEST_MISMATCH", "what was written is not what its digest says");
            }
        }

        private Boolean take(Transfers.Part part) throws IOException {
            if (part.start() > passed) {
                throw CliException.of(
                        Exit.INTEGRITY, "SIZE_MISMATCH", "the server sends another part than was asked for");
            }
            part.stream().skipNBytes(passed - part.start());
            byte[] buffer = new byte[1 << 16];
            for (int count = part.stream().read(buffer);
                    count >= 0;
                    count = part.stream().read(buffer)) {
                if (count > size - passed) {
                    throw CliException.of(Exit.INTEGRITY, "SIZE_MISMATCH", "the body is longer than declared");
                }
                hasher.update(buffer, 0, count);
                out.write(buffer, 0, count);
                passed += count;
            }
            if (passed < size) {
                throw new IOException("the body ended early");
            }
            return true;
        }
    }
}
