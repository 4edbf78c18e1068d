package dev.stemma.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON document into a tree: iterative, at most 64 levels deep, no duplicate keys, nothing behind its end. */
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(400)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Json root;

    private JsonReader() {}

    /** Parses the bytes, UTF-8. */
    public static Json parse(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return new JsonReader().document(parser);
        } catch (IOException | ArithmeticException | NumberFormatException broken) {
            throw new JsonException("not JSON: " + firstLine(broken), broken);
        }
    }

    /** Parses the bytes, which must hold one object. */
    public static Json.Obj parseObject(byte[] bytes) {
        if (parse(bytes) instanceof Json.Obj object) {
            return object;
        }
        throw new JsonException("not a JSON object");
    }

    private Json document(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (root != null) {
                throw new JsonException("not JSON: more than one value");
            }
            accept(token, parser);
        }
        if (root == null || !open.isEmpty()) {
            throw new JsonException("not JSON: it ends too early");
        }
        return root;
    }

    private void accept(JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case START_OBJECT -> open.push(new Frame(true));
            case START_ARRAY -> open.push(new Frame(false));
            case END_OBJECT, END_ARRAY -> value(open.pop().close());
            case FIELD_NAME -> open.element().key = parser.currentName();
            case VALUE_STRING -> value(new Json.Str(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value(new Json.Num(parser.getDecimalValue()));
            case VALUE_TRUE -> value(new Json.Bool(true));
            case VALUE_FALSE -> value(new Json.Bool(false));
            case VALUE_NULL -> value(new Json.Null());
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new JsonException("not JSON");
        }
    }

    private void value(Json value) {
        Frame frame = open.peek();
        if (frame == null) {
            root = value;
        } else {
            frame.add(value);
        }
    }

    private static String firstLine(Exception broken) {
        String message = String.valueOf(broken.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** A container whose end has not been seen. */
    private static final class Frame {
        private final boolean object;
        private final Map<String, Json> members = new LinkedHashMap<>();
        private final List<Json> items = new ArrayList<>();
        private String key = "";

        Frame(boolean object) {
            this.object = object;
        }

        void add(Json value) {
            if (object) {
                members.put(key, value);
            } else {
                items.add(value);
            }
        }

        Json close() {
            return object ? new Json.Obj(members) : new Json.Arr(items);
        }
    }
}
