package dev.stemma.cli.json;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes a tree as JSON text. Control characters of every sort (C0, DEL, C1, line and bidi controls) are escaped, so that the
 * text is safe on a terminal. Trees come from {@link JsonReader} or from this program, hence are shallow.
 */
public final class JsonWriter {
    private final StringBuilder text = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    /** One line without spaces. */
    public static String compact(Json value) {
        return write(value, false);
    }

    /** Indented by two spaces. */
    public static String pretty(Json value) {
        return write(value, true);
    }

    /** The compact text in UTF-8. */
    public static byte[] bytes(Json value) {
        return compact(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String write(Json value, boolean pretty) {
        JsonWriter writer = new JsonWriter(pretty);
        writer.value(value, 0);
        return writer.text.toString();
    }

    private void value(Json value, int depth) {
        switch (value) {
            case Json.Null nothing -> text.append("null");
            case Json.Bool bool -> text.append(bool.value());
            case Json.Num number -> text.append(number.value());
            case Json.Str string -> quoted(string.value());
            case Json.Arr array -> array(array, depth);
            case Json.Obj object -> object(object, depth);
        }
    }

    private void array(Json.Arr array, int depth) {
        text.append('[');
        Iterator<Json> items = array.items().iterator();
        boolean some = items.hasNext();
        while (items.hasNext()) {
            line(depth + 1);
            value(items.next(), depth + 1);
            text.append(items.hasNext() ? "," : "");
        }
        end(some, depth, ']');
    }

    private void object(Json.Obj object, int depth) {
        text.append('{');
        Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
        boolean some = members.hasNext();
        while (members.hasNext()) {
            Map.Entry<String, Json> member = members.next();
            line(depth + 1);
            quoted(member.getKey());
            text.append(pretty ? ": " : ":");
            value(member.getValue(), depth + 1);
            text.append(members.hasNext() ? "," : "");
        }
        end(some, depth, '}');
    }

    private void end(boolean some, int depth, char bracket) {
        if (some) {
            line(depth);
        }
        text.append(bracket);
    }

    private void line(int depth) {
        if (pretty) {
            text.append('\n').repeat("  ", depth);
        }
    }

    private void quoted(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            character(string.charAt(i));
        }
        text.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (unsafe(c)) {
                    text.append("\\u").append(String.format("%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }

    private static boolean unsafe(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || Character.getType(c) == Character.FORMAT;
    }
}
