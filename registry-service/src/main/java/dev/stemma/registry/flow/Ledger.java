package dev.stemma.registry.flow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.model.promotion.StoredPolicy;
import dev.stemma.registry.port.Ids;
import dev.stemma.registry.port.Refs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/**
 * Writes what happens to versions, and to what points at them, beside their bytes: as small objects that are never changed, so that all of it can be
 * found again when the database is lost. An entry is written within the transaction that it tells of, before it commits: what was acknowledged is in
 * the ledger, and an entry whose transaction failed tells of something that nobody was promised, and that a later entry for the same number replaces.
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
        write("published", version.createdBy(), version.createdAt(), version.message(), json -> {
            identify(json, version);
            json.writeStringField("kind", version.manifest().kind().word());
            json.writeStringField("manifest", manifest);
            strings(json, "labels", version.labels().stream().map(Label::value).toList());
        });
    }

    /** A version is removed. */
    public void removed(Version version, Version.Removal removal) {
        write("removed", removal.by(), removal.at(), removal.reason(), json -> identify(json, version));
    }

    /** A removal is taken back. */
    public void restored(Version version, String by, Instant at) {
        write("restored", by, at, "", json -> identify(json, version));
    }

    /** A version that was published before is given a label. */
    public void labelled(Version version, Label label, String by, Instant at) {
        write("labelled", by, at, label.value(), json -> identify(json, version));
    }

    /** A version is yanked. */
    public void yanked(Version version, Version.Yank yank) {
        write("yanked", yank.by(), yank.at(), yank.reason(), json -> identify(json, version));
    }

    /** A yank is taken back. */
    public void unyanked(Version version, String by, Instant at) {
        write("unyanked", by, at, "", json -> identify(json, version));
    }

    /**
     * An alias or a stage is moved, or an alias removed.
     *
     * @param sequence of the move within its alias
     */
    public void moved(Refs.Move move, long sequence) {
        write("moved", move.by(), move.at(), move.reason(), json -> {
            json.writeStringField("name", move.name().toString());
            json.writeStringField("alias", move.alias().value());
            json.writeNumberField("sequence", sequence);
            json.writeNumberField("to", move.to().orElse(0));
            json.writeNumberField("promotion", move.promotion().orElse(0));
        });
    }

    /** A promotion is decided, whatever the decision. */
    public void decided(Promotion promotion) {
        write("decided", promotion.requestedBy(), promotion.requestedAt(), promotion.reason(), json -> {
            json.writeStringField("name", promotion.name().toString());
            json.writeStringField("alias", promotion.stage().value());
            json.writeNumberField("sequence", promotion.id());
            json.writeNumberField("from", promotion.from().orElse(0));
            json.writeNumberField("to", promotion.to());
            json.writeStringField("digest", promotion.toDigest().toString());
            json.writeStringField("state", promotion.state().word());
            json.writeBooleanField("rollback", promotion.rollback());
            json.writeStringField("policySource", promotion.policySource());
            json.writeStringField("policyDigest", promotion.policyDigest().toString());
            json.writeArrayFieldStart("gates");
            for (GateResult gate : promotion.gates()) {
                json.writeStartObject();
                json.writeStringField("gate", gate.gate());
                json.writeStringField("outcome", gate.outcome().word());
                json.writeStringField("detail", gate.detail());
                strings(json, "evidence", gate.evidence());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * A policy is written.
     *
     * @param scope a namespace or a model
     */
    public void policy(String scope, StoredPolicy policy) {
        write("policy", policy.updatedBy(), policy.updatedAt(), policy.text(), json -> {
            json.writeStringField("name", scope);
            json.writeNumberField("sequence", policy.sequence());
        });
    }

    private interface More {
        void write(JsonGenerator json) throws IOException;
    }

    private static void identify(JsonGenerator json, Version version) throws IOException {
        json.writeStringField("name", version.id().name().toString());
        json.writeNumberField("number", version.id().number());
        json.writeStringField("digest", version.digest().toString());
    }

    private static void strings(JsonGenerator json, String field, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void write(String event, String by, Instant at, String text, More more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("schema", "stemma.ledger/v1");
            json.writeStringField("event", event);
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
