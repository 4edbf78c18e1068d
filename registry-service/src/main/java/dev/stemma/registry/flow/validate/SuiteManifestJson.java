package dev.stemma.registry.flow.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.Manifest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes the manifest of a recorded suite as {@code stemma.manifest/v1}. The same manifest always gives the same text. */
final class SuiteManifestJson {

    private static final JsonFactory JSON = new JsonFactory();

    private SuiteManifestJson() {}

    static String write(Manifest manifest) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", "stemma.manifest/v1");
            json.writeStringField("kind", manifest.kind().word());
            json.writeArrayFieldStart("files");
            for (FileEntry file : manifest.files()) {
                file(json, file);
            }
            json.writeEndArray();
            if (manifest.recording().isPresent()) {
                recording(json, manifest.recording().get());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void file(JsonGenerator json, FileEntry file) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", file.path().value());
        json.writeNumberField("sizeBytes", file.sizeBytes());
        json.writeStringField("sha256", file.digest().toString());
        json.writeStringField("mediaType", file.mediaType());
        json.writeEndObject();
    }

    private static void recording(JsonGenerator json, Manifest.Recording recording) throws IOException {
        json.writeObjectFieldStart("suite");
        json.writeObjectFieldStart("recordedFrom");
        json.writeStringField("name", recording.model().toString());
        json.writeStringField("digest", recording.modelDigest().toString());
        json.writeEndObject();
        json.writeStringField("inputs", recording.inputs().toString());
        json.writeStringField("runtime", recording.runtime());
        json.writeEndObject();
    }
}
