package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.ModelName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code stemma.data/v1}: a data set by reference, by content or by URL. Keys it does not need are passed over. */
final class DataDocument {

    private static final String WHAT = "a data document";

    private @Nullable String schema;
    private @Nullable String name;
    private @Nullable String path;
    private @Nullable Digest tree;
    private @Nullable String url;
    private @Nullable ModelName dataset;
    private @Nullable Digest datasetDigest;

    private DataDocument() {}

    static DataOrigin read(String text) {
        DataDocument document = new DataDocument();
        JsonCursor.read(text, ErrorCode.LINEAGE_INVALID, WHAT, document::field);
        return document.finished();
    }

    private void field(JsonCursor json, String key) {
        switch (key) {
            case "schema" -> schema = json.string(64);
            case "name" -> name = json.string(1024);
            case "path" -> path = json.string(4096);
            case "tree" -> tree = json.digest();
            case "url" -> url = json.string(1024);
            case "dataset" -> json.object(this::datasetField);
            default -> json.skip();
        }
    }

    private void datasetField(JsonCursor json, String key) {
        switch (key) {
            case "name" -> dataset = datasetName(json);
            case "digest" -> datasetDigest = json.digest();
            default -> json.skip();
        }
    }

    private static ModelName datasetName(JsonCursor json) {
        try {
            return ModelName.parse(json.string(130));
        } catch (InvalidInput e) {
            throw json.invalid("a dataset's name is written ns/name");
        }
    }

    private DataOrigin finished() {
        if (!"stemma.data/v1".equals(schema)) {
            throw Documents.invalid(WHAT, "needs \"schema\": \"stemma.data/v1\"");
        }
        String label = Objects.requireNonNullElse(name, Objects.requireNonNullElse(path, "data"));
        if (dataset != null && datasetDigest != null) {
            return new DataOrigin.Registered(dataset, datasetDigest);
        }
        if (tree != null) {
            return new DataOrigin.Hashed(tree, label);
        }
        if (url != null) {
            return new DataOrigin.External(url, label);
        }
        throw Documents.invalid(WHAT, "needs a 'tree', a 'url', or a 'dataset' with name and digest");
    }
}
