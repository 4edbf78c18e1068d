package dev.stemma.cli.capture;

import dev.stemma.blob.Digest;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One captured fact, as the bytes that are stored and their digest.
 *
 * @param document what it says
 * @param summary the same in a few words, for the screen
 * @param attachments blobs that it names by digest and that travel with it
 */
public record LineageDocument(Json.Obj document, String summary, List<byte[]> attachments) {
    public LineageDocument {
        attachments = List.copyOf(attachments);
    }

    static LineageDocument of(Json.Obj document, String summary) {
        return new LineageDocument(document, summary, List.of());
    }

    /** The bytes that travel. */
    public byte[] bytes() {
        return JsonWriter.bytes(document);
    }

    /** The name by which the manifest binds it. */
    public Digest digest() {
        return Digest.of(bytes());
    }

    /** The document and its attachments. */
    public List<byte[]> blobs() {
        List<byte[]> all = new ArrayList<>(attachments);
        all.add(bytes());
        return all;
    }
}
