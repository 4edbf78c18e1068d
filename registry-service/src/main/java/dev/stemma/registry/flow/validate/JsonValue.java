package dev.stemma.registry.flow.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A JSON value. Asking it for what it is not throws {@link IllegalArgumentException}. */
sealed interface JsonValue {
    /** An object. */
    record Fields(Map<String, JsonValue> fields) implements JsonValue {}

    /** An array. */
    record Items(List<JsonValue> values) implements JsonValue {}

    /** A text, a number or a truth value, as it is written. */
    record Word(String word) implements JsonValue {}

    /** Null, or a field that is not there. */
    record Nothing() implements JsonValue {}

    /** Reads a document, whose depth the parser bounds. */
    static JsonValue parse(String text) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return value(json);
        }
    }

    private static JsonValue value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, value(json));
                }
                yield new Fields(fields);
            }
            case START_ARRAY -> {
                List<JsonValue> values = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(json));
                }
                yield new Items(values);
            }
            case VALUE_NULL -> new Nothing();
            default -> new Word(json.getText());
        };
    }

    /** A field of an object. */
    default JsonValue get(String field) {
        return fields().getOrDefault(field, new Nothing());
    }

    /** The fields of an object. */
    default Map<String, JsonValue> fields() {
        if (this instanceof Fields(Map<String, JsonValue> fields)) {
            return fields;
        }
        throw new IllegalArgumentException("Not an object: " + this);
    }

    /** The values of an array. */
    default Stream<JsonValue> items() {
        if (this instanceof Items(List<JsonValue> values)) {
            return values.stream();
        }
        throw new IllegalArgumentException("Not an array: " + this);
    }

    /** A text, or a number as it is written. */
    default String text() {
        if (this instanceof Word(String word)) {
            return word;
        }
        throw new IllegalArgumentException("Not a value: " + this);
    }

    /** This value, unless it is null or not there. */
    default Optional<JsonValue> optional() {
        return this instanceof Nothing ? Optional.empty() : Optional.of(this);
    }

    /** A number, which may stand in a string as NaN or infinity do. */
    default double number() {
        return Double.parseDouble(text());
    }

    /** A whole number. */
    default long whole() {
        return Long.parseLong(text());
    }

    /** True or false. */
    default boolean bool() {
        return Boolean.parseBoolean(text());
    }
}
