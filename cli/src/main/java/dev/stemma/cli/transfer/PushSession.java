package dev.stemma.cli.transfer;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Digest;
import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.blob.pack.PackWriter;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One push on the wire: what is missing, packs, files, documents, commit. Safe for several threads. */
public final class PushSession {
    private static final int COPY_BYTES = 256 << 10;
    private static final int CHUNK_RECORD_BYTES = Digest.BYTES + 4;

    private final Registry registry;
    private final Transfers transfers;
    private final String push;

    private PushSession(Registry registry, String name, String id) {
        this.registry = registry;
        this.transfers = registry.transfers();
        this.push = name + "/pushes/" + Routes.encode(id);
    }

    /** Opens a push to a name, which comes to be if it does not exist. */
    public static PushSession open(Registry registry, Kind kind, Name name) {
        String path = Routes.name(kind, name);
        Json.Obj opened = registry.act(path + "/pushes", Json.object()).json();
        try {
            return new PushSession(registry, path, opened.text("id"));
        } catch (JsonException broken) {
            throw Answer.malformed(broken);
        }
    }

    /** Which of these chunks the registry lacks, by index. */
    BitSet missing(List<FileChunk> chunks) {
        byte[] body = records(chunks);
        Answer answer = transfers.send("POST", push + "/missing", body.length, out -> out.write(body));
        if (answer.body().length != (chunks.size() + 7) / 8) {
            throw CliException.of(
                    Exit.FAILED, "ANSWER_INVALID", "the server's list of missing chunks has the wrong length");
        }
        return BitSet.valueOf(answer.body());
    }

    /** How deep these chunks lie in the registry, 1 more each; 0 for those that nothing may be encoded against. */
    byte[] depths(List<Digest> chunks) {
        ByteBuffer body = ByteBuffer.allocate(chunks.size() * Digest.BYTES);
        chunks.forEach(chunk -> body.put(chunk.bytes()));
        byte[] bytes = body.array();
        byte[] depths = transfers
                .send("POST", push + "/bases", bytes.length, out -> out.write(bytes))
                .body();
        return depths.length == chunks.size() ? depths : new byte[chunks.size()];
    }

    /**
     * Sends a pack. The registry keeps the whole frames of one that is cut on its way, so each further attempt asks for it again.
     *
     * @param packs gives what is still to be sent; an empty pack is not sent
     */
    void putPack(Supplier<PackWriter> packs) {
        transfers.putRest(() -> Optional.of(packs.get())
                .filter(pack -> !pack.isEmpty())
                .map(pack -> new Transfers.Parcel(
                        push + "/packs/" + pack.digest(), pack.sizeBytes(), out -> write(pack, out))));
    }

    private static void write(PackWriter pack, OutputStream out) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        try (InputStream in = pack.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }

    /** Names the chunks of a file, in order; the registry verifies the whole before it answers. */
    void putFile(BlobInfo file, List<FileChunk> chunks) {
        byte[] body = records(chunks);
        transfers.put(
                push + "/files/" + file.digest() + "?size=" + file.sizeBytes(), body.length, out -> out.write(body));
    }

    /** Makes the version visible, or finds that it exists. */
    public Json.Obj commit(Json.Obj request) {
        return registry.act(push + "/commit", request).json();
    }

    private static byte[] records(List<FileChunk> chunks) {
        ByteBuffer records = ByteBuffer.allocate(chunks.size() * CHUNK_RECORD_BYTES);
        for (FileChunk chunk : chunks) {
            records.put(chunk.chunk().digest().bytes()).putInt(chunk.chunk().sizeBytes());
        }
        return records.array();
    }
}
