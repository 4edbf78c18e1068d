package dev.stemma.registry.flow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.port.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes what happens to versions beside their bytes, as small objects that are never changed, so that versions can be found again when the
 * database is lost. An entry is written within the transaction that it tells of, before it commits: what was acknowledged is in the ledger, and an
 * entry whose transaction failed tells of something that nobody was promised, and that a later entry for the same number replaces.
 */
@ApplicationScoped
public class Ledger {

    /** Where its objects are. */
    public static final String FOLDER = "ledger/";

    private static final JsonFactory JSON = new JsonFactory();

    private final ObjectStore objects;
    private final Ids ids;

    /** In that store. */
    public Ledger(ObjectStore objects, Ids ids) {
        this.objects = objects;
        this.ids = ids;
    }

    /** A version is published. */
    public void published(Version version, String manifest) {
        write(version, "published", version.createdBy(), version.createdAt(), version.message(), json -> {
            json.writeStringField("kind", version.manifest().kind().word());
            json.writeStringField("manifest", manifest);
            json.writeArrayFieldStart("labels");
            for (Label label : version.labels()) {
                json.writeString(label.value());
            }
            json.writeEndArray();
        });
    }

    /** A version is removed. */
    public void removed(Version version, Version.Removal removal) {
        write(version, "removed", removal.by(), removal.at(), removal.reason(), json -> {});
    }

    /** A removal is taken back. */
    public void restored(Version version, String by, Instant at) {
        write(version, "restored", by, at, "", json -> {});
    }

    private interface More {
        void write(JsonGenerator json) throws IOException;
    }

    private void write(Version version, String event, String by, Instant at, String text, More more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("schema", "stemma.ledger/v1");
            json.writeStringField("event", event);
            json.writeStringField("name", version.id().name().toString());
            json.writeNumberField("number", version.id().number());
            json.writeStringField("digest", version.digest().toString());
            json.writeStringField("by", by);
            json.writeStringField("at", at.toString());
            json.writeStringField("text", text);
            more.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String id = ids.next("l-").toLowerCase(Locale.ROOT);
        byte[] bytes = out.toByteArray();
        objects.put(
                FOLDER + id.substring(id.length() - 2) + "/" + id + ".json",
                bytes.length,
                new ByteArrayInputStream(bytes));
    }
}
