package dev.stemma.registry.flow.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that nobody trusts, front to back: duplicate keys, wrong types, deep nesting and anything behind the end are refused with
 * the place where it happened. Nothing is built that the caller does not ask for.
 */
final class JsonCursor {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_STRING = 64 * 1024;
    private static final int MAX_OWN_STRING = 64 * 1024 * 1024;
    private static final int MAX_KEY = 1024;
    private static final int MAX_NUMBER = 256;
    private static final int SHOWN = 120;

    private static final JsonFactory JSON = reader(MAX_STRING);
    private static final JsonFactory LARGE = reader(MAX_OWN_STRING);

    private final JsonParser parser;
    private final ErrorCode code;
    private final String what;

    private JsonCursor(JsonParser parser, ErrorCode code, String what) {
        this.parser = parser;
        this.code = code;
        this.what = what;
    }

    private static JsonFactory reader(int maxString) {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxString)
                        .maxNameLength(MAX_KEY)
                        .maxNumberLength(MAX_NUMBER)
                        .build())
                .build();
    }

    /**
     * Reads one whole document, an object.
     *
     * @param what how messages call it, such as {@code the manifest}
     * @throws InvalidInput with that code, when it is not what {@code field} expects
     */
    static void read(String text, ErrorCode code, String what, Field field) {
        read(JSON, text, code, what, field);
    }

    /** The same for a document that this server wrote itself, which may hold another one as a string. */
    static void readLarge(String text, ErrorCode code, String what, Field field) {
        read(LARGE, text, code, what, field);
    }

    private static void read(JsonFactory json, String text, ErrorCode code, String what, Field field) {
        try (JsonParser parser = json.createParser(text)) {
            JsonCursor cursor = new JsonCursor(parser, code, what);
            cursor.next();
            cursor.object(field);
            cursor.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to do with a field: read its value, all of it, or refuse it by {@link #unknown}. */
    @FunctionalInterface
    interface Field {
        void read(JsonCursor cursor, String key);
    }

    /** Reads the object here. */
    void object(Field field) {
        expect(JsonToken.START_OBJECT, "an object");
        while (next() != JsonToken.END_OBJECT) {
            String key = text();
            next();
            field.read(this, key);
        }
    }

    /** Reads the array here, of at most that many elements. */
    void array(int max, Consumer<JsonCursor> element) {
        expect(JsonToken.START_ARRAY, "an array");
        int count = 0;
        while (next() != JsonToken.END_ARRAY) {
            if (++count > max) {
                throw invalid("an array has more than " + max + " elements");
            }
            element.accept(this);
        }
    }

    String string(int max) {
        expect(JsonToken.VALUE_STRING, "a string");
        String value = text();
        if (value.length() > max) {
            throw invalid("a string is longer than " + max + " characters");
        }
        return value;
    }

    Digest digest() {
        String text = string(80);
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("'" + Printable.of(text, 80) + "' is not sha256: and 64 lower-case hex digits");
        }
    }

    /** A whole number from 0 to 2^63-1. */
    long size() {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            long value = parser.getLongValue();
            if (value < 0) {
                throw invalid("a size can't be negative");
            }
            return value;
        } catch (IOException e) {
            throw invalid("a size is too large");
        }
    }

    /** A number that a double can hold. */
    double finite() {
        if (!parser.currentToken().isNumeric()) {
            throw invalid("expected a number");
        }
        try {
            double value = parser.getDoubleValue();
            if (!Double.isFinite(value)) {
                throw invalid("a number is too large");
            }
            return value;
        } catch (IOException e) {
            throw invalid("a number can't be read");
        }
    }

    boolean flag() {
        if (!parser.currentToken().isBoolean()) {
            throw invalid("expected true or false");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** Passes over a string, number, boolean or null; refuses arrays and objects. */
    void scalar(String instead) {
        if (!parser.currentToken().isScalarValue()) {
            throw invalid(instead);
        }
        text();
    }

    /** Passes over the value here, whatever it is. */
    void skip() {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    InvalidInput unknown(String key) {
        return invalid("unknown key '" + Printable.of(key, 80) + "'");
    }

    InvalidInput invalid(String why) {
        var place = parser.currentLocation();
        return new InvalidInput(
                code, what + ": " + why + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }

    private void end() {
        if (advance() != null) {
            throw invalid("there is something behind the end");
        }
    }

    private void expect(JsonToken token, String name) {
        if (parser.currentToken() != token) {
            throw invalid("expected " + name);
        }
    }

    private String text() {
        try {
            return Objects.requireNonNullElse(parser.getText(), "");
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private JsonToken next() {
        JsonToken token = advance();
        if (token == null) {
            throw invalid("it ends too early");
        }
        return token;
    }

    private @Nullable JsonToken advance() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private InvalidInput broken(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : "it can't be read";
        return invalid(Printable.of(Objects.requireNonNullElse(message, "it is not JSON"), SHOWN));
    }
}
