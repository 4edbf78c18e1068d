package dev.stemma.cli.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON value. Immutable; objects keep the order of their members. */
public sealed interface Json {

    /** {@code null}. */
    record Null() implements Json {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {}

    /** A number, kept exactly. */
    record Num(BigDecimal value) implements Json {}

    /** A string. */
    record Str(String value) implements Json {}

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }

        /** The members that are objects; anything else breaks the format. */
        public List<Obj> objects() {
            return items.stream()
                    .map(item -> Json.object(item, "an array's member"))
                    .toList();
        }

        /** The members that are strings; anything else breaks the format. */
        public List<String> texts() {
            return items.stream()
                    .map(item -> {
                        if (item instanceof Str(String text)) {
                            return text;
                        }
                        throw wrong("a string", "an array's member");
                    })
                    .toList();
        }
    }

    /** An object. Accessors named for a type fail with {@link JsonException} when the member is of another type. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member, or {@link Null} when it is absent. */
        public Json get(String key) {
            Json value = members.get(key);
            return value == null ? new Null() : value;
        }

        /** Whether the member is there and not null. */
        public boolean has(String key) {
            return !(get(key) instanceof Null);
        }

        /** A string that must be there. */
        public String text(String key) {
            return optText(key).orElseThrow(() -> new JsonException("\"" + key + "\" is missing"));
        }

        /** A string, or empty when absent or null. */
        public Optional<String> optText(String key) {
            if (get(key) instanceof Str(String text)) {
                return Optional.of(text);
            }
            if (has(key)) {
                throw wrong("a string", key);
            }
            return Optional.empty();
        }

        /** An integer that must be there and fit a long. */
        public long integer(String key) {
            if (get(key) instanceof Num(BigDecimal value)
                    && value.precision() - value.scale() <= 19
                    && value.scale() <= 20) {
                try {
                    return value.longValueExact();
                } catch (ArithmeticException notWhole) {
                    throw new JsonException("\"" + key + "\" is not a whole number", notWhole);
                }
            }
            throw wrong("an integer", key);
        }

        /** A boolean, false when absent or null. */
        public boolean flag(String key) {
            if (has(key) && !(get(key) instanceof Bool)) {
                throw wrong("a boolean", key);
            }
            return get(key) instanceof Bool(boolean value) && value;
        }

        /** An object, empty when absent or null. */
        public Obj object(String key) {
            return has(key) ? Json.object(get(key), key) : new Obj(Map.of());
        }

        /** An array, empty when absent or null. */
        public Arr array(String key) {
            if (has(key) && !(get(key) instanceof Arr)) {
                throw wrong("an array", key);
            }
            return get(key) instanceof Arr array ? array : new Arr(List.of());
        }

        /** A copy with one member more, or replaced in place. */
        public Obj with(String key, @Nullable Object value) {
            Map<String, Json> more = new LinkedHashMap<>(members);
            more.put(key, Json.of(value));
            return new Obj(more);
        }

        /** A copy with the members of another object behind these; those of the other win. */
        public Obj and(Obj other) {
            Map<String, Json> more = new LinkedHashMap<>(members);
            more.putAll(other.members);
            return new Obj(more);
        }
    }

    /** An empty object to build on. */
    static Obj object() {
        return new Obj(Map.of());
    }

    /** An output document: an empty object that names its schema, {@code stemma.<thing>/v1}. */
    static Obj document(String thing) {
        return object().with("schema", "stemma." + thing + "/v1");
    }

    /** The JSON value of a Java one: null, Json, String, Boolean, Integer, Long, Double, BigDecimal, List or Map of these. */
    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> new Null();
            case Json json -> json;
            case String text -> new Str(text);
            case Boolean bool -> new Bool(bool);
            case BigDecimal number -> new Num(number);
            case Integer number -> new Num(BigDecimal.valueOf(number.longValue()));
            case Long number -> new Num(BigDecimal.valueOf(number));
            case Double number -> new Num(BigDecimal.valueOf(number));
            case List<?> items -> new Arr(items.stream().map(Json::of).toList());
            case Map<?, ?> map -> {
                Map<String, Json> members = new LinkedHashMap<>();
                map.forEach((key, member) -> members.put(String.valueOf(key), of(member)));
                yield new Obj(members);
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    private static Obj object(Json value, String where) {
        if (value instanceof Obj object) {
            return object;
        }
        throw wrong("an object", where);
    }

    private static JsonException wrong(String wanted, String where) {
        return new JsonException("\"" + where + "\" is not " + wanted);
    }
}
