package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one object of the ledger tells. */
final class LedgerEntry {

    private static final int MOST = 64 * 1024 * 1024;
    private static final int MOST_LABELS = 1_000;

    private String schema = "";
    private String event = "";
    private String name = "";
    private long number;
    private String by = "";
    private String at = "";
    private String text = "";
    private String kind = "model";
    private String manifest = "";
    private final List<Label> labels = new ArrayList<>();

    private LedgerEntry() {}

    /**
     * Reads one.
     *
     * @throws InvalidInput if it is none
     */
    static LedgerEntry read(String json) {
        LedgerEntry entry = new LedgerEntry();
        JsonCursor.read(json, ErrorCode.JSON_INVALID, "the ledger entry", entry::field);
        if (!entry.schema.equals("stemma.ledger/v1") || entry.number < 1 || entry.number > Integer.MAX_VALUE) {
            throw new InvalidInput(ErrorCode.JSON_INVALID, "this is no ledger entry");
        }
        return entry;
    }

    private void field(JsonCursor json, String key) {
        switch (key) {
            case "schema" -> schema = json.string(64);
            case "event" -> event = json.string(64);
            case "name" -> name = json.string(129);
            case "number" -> number = json.size();
            case "by" -> by = json.string(256);
            case "at" -> at = json.string(64);
            case "text" -> text = json.string(MOST);
            case "kind" -> kind = json.string(16);
            case "manifest" -> manifest = json.string(MOST);
            case "labels" -> json.array(MOST_LABELS, label -> labels.add(new Label(label.string(64))));
            default -> json.skip();
        }
    }

    String event() {
        return event;
    }

    VersionId id() {
        return new VersionId(ModelName.parse(name), (int) number);
    }

    Kind kind() {
        return Kind.ofWord(kind).orElseThrow(() -> new InvalidInput(ErrorCode.JSON_INVALID, "no kind: " + kind));
    }

    String by() {
        return by;
    }

    Instant at() {
        try {
            return Instant.parse(at);
        } catch (DateTimeException e) {
            throw new InvalidInput(ErrorCode.JSON_INVALID, "no time: " + at);
        }
    }

    String text() {
        return text;
    }

    String manifest() {
        return manifest;
    }

    List<Label> labels() {
        return List.copyOf(labels);
    }
}
