package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads of {@code stemma.environment/v1} what its node is called. Keys it does not need are passed over. */
final class EnvironmentDocument {

    private static final String WHAT = "the environment document";

    private @Nullable String schema;
    private @Nullable String lock;
    private @Nullable String os;
    private @Nullable String python;

    private EnvironmentDocument() {}

    /** The node's label, such as {@code uv.lock, python 3.12.4, Linux 6.1}. */
    static String read(String text) {
        EnvironmentDocument document = new EnvironmentDocument();
        JsonCursor.read(text, ErrorCode.LINEAGE_INVALID, WHAT, document::field);
        if (!"stemma.environment/v1".equals(document.schema)) {
            throw Documents.invalid(WHAT, "needs \"schema\": \"stemma.environment/v1\"");
        }
        return document.label();
    }

    private void field(JsonCursor json, String key) {
        switch (key) {
            case "schema" -> schema = json.string(64);
            case "os" -> os = json.isNull() ? null : json.string(256);
            case "python" -> python = json.isNull() ? null : json.string(256);
            case "lock" -> {
                if (!json.isNull()) {
                    json.object(this::lockField);
                }
            }
            default -> json.skip();
        }
    }

    private void lockField(JsonCursor json, String key) {
        if (key.equals("path")) {
            lock = json.string(4096);
        } else {
            json.skip();
        }
    }

    private String label() {
        List<String> parts = new ArrayList<>();
        if (lock != null) {
            parts.add(lock);
        }
        if (python != null) {
            parts.add("python " + python);
        }
        if (os != null) {
            parts.add(os);
        }
        return parts.isEmpty() ? "environment" : String.join(", ", parts);
    }
}
