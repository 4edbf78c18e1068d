package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.port.Refs;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What one object of the ledger tells. Which of its facts mean something depends on the event. */
final class LedgerEntry {

    private static final int MOST = 64 * 1024 * 1024;
    private static final int MOST_LABELS = 1_000;
    private static final int MOST_GATES = 10_000;

    private String schema = "";
    private String event = "";
    private String name = "";
    private long number;
    private String by = "";
    private String at = "";
    private String text = "";
    private String kind = "model";
    private String manifest = "";
    private String digest = "";
    private String alias = "";
    private long sequence;
    private long from;
    private long to;
    private long promotion;
    private String state = "";
    private boolean rollback;
    private String policySource = "";
    private String policyDigest = "";
    private final List<GateResult> gates = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    private LedgerEntry() {}

    /**
     * Reads one.
     *
     * @throws InvalidInput if it is none
     */
    static LedgerEntry read(String json) {
        LedgerEntry entry = new LedgerEntry();
        JsonCursor.readLarge(json, ErrorCode.JSON_INVALID, "the ledger entry", entry::field);
        if (!entry.schema.equals("stemma.ledger/v1")
                || entry.number > Integer.MAX_VALUE
                || entry.to > Integer.MAX_VALUE) {
            throw new InvalidInput(ErrorCode.JSON_INVALID, "this is no ledger entry");
        }
        if (entry.ofVersion() ? entry.number < 1 : entry.sequence < 1) {
            throw new InvalidInput(ErrorCode.JSON_INVALID, "this ledger entry has no number");
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
            case "digest" -> digest = json.string(80);
            case "alias" -> alias = json.string(64);
            case "sequence" -> sequence = json.size();
            case "from" -> from = json.size();
            case "to" -> to = json.size();
            case "promotion" -> promotion = json.size();
            case "state" -> state = json.string(16);
            case "rollback" -> rollback = json.flag();
            case "policySource" -> policySource = json.string(256);
            case "policyDigest" -> policyDigest = json.string(80);
            case "gates" -> json.array(MOST_GATES, gate -> gates.add(LedgerGate.read(gate)));
            default -> json.skip();
        }
    }

    String event() {
        return event;
    }

    /** Whether it tells of a version, and so has its number. Events of later releases count as such, and are passed over. */
    boolean ofVersion() {
        return switch (event) {
            case "moved", "decided", "policy" -> false;
            default -> true;
        };
    }

    VersionId id() {
        return new VersionId(modelName(), (int) number);
    }

    ModelName modelName() {
        return ModelName.parse(name);
    }

    /** The namespace or model whose policy was written. */
    String scope() {
        return name;
    }

    long sequence() {
        return sequence;
    }

    String alias() {
        return alias;
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

    Digest digest() {
        return digest(digest);
    }

    List<Label> labels() {
        return List.copyOf(labels);
    }

    /**
     * The move of an alias or stage.
     *
     * @param expected where the alias must be
     */
    Refs.Move move(OptionalLong expected, OptionalLong ofPromotion) {
        return new Refs.Move(modelName(), new AliasName(alias), expected, optional(to), by, at(), text, ofPromotion);
    }

    /** The number of the promotion that moved a stage; 0 for none. */
    long promotionNumber() {
        return promotion;
    }

    /** The version that an alias was moved to; 0 for none. */
    int to() {
        return (int) to;
    }

    /** The promotion decided, without an id. */
    Promotion promotion() {
        return new Promotion(
                0,
                modelName(),
                new AliasName(alias),
                optional(from),
                (int) to,
                digest(digest),
                state.equals(Promotion.State.APPLIED.word()) ? Promotion.State.APPLIED : Promotion.State.REFUSED,
                rollback,
                text,
                by,
                at(),
                policySource,
                digest(policyDigest),
                gates);
    }

    private static OptionalInt optional(long number) {
        return number == 0 ? OptionalInt.empty() : OptionalInt.of((int) number);
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(ErrorCode.JSON_INVALID, "no digest in a ledger entry");
        }
    }
}
