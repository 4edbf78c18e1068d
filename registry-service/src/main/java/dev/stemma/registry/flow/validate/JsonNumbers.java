package dev.stemma.registry.flow.validate;

import com.fasterxml.jackson.core.JsonToken;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The data of a tensor, gathered from JSON values. A value that the type can't hold is an {@link IllegalArgumentException}. */
final class JsonNumbers {
    private final ElementType type;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteBuffer element = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

    JsonNumbers(ElementType type) {
        this.type = type;
    }

    void add(JsonToken token, String text) {
        if (bytes.size() > Tensor.MAX_BYTES) {
            throw new IllegalArgumentException("too many values");
        }
        boolean isText = token == JsonToken.VALUE_STRING;
        if (isText != (type == ElementType.STRING)) {
            throw new IllegalArgumentException("text for numbers, or numbers for text");
        }
        element.clear();
        if (isText) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            element.putInt(utf8.length);
            flush();
            bytes.writeBytes(utf8);
        } else {
            put(token, text);
            flush();
        }
    }

    private void flush() {
        bytes.write(element.array(), 0, element.position());
    }

    private void put(JsonToken token, String text) {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            Numbers.put(element, type, token == JsonToken.VALUE_TRUE ? 1L : 0L);
        } else if (type.isFloat()) {
            Numbers.put(element, type, finite(Double.parseDouble(text)));
        } else {
            Numbers.put(element, type, whole(text));
        }
    }

    private double finite(double number) {
        boolean fits = type == ElementType.FLOAT64 ? Double.isFinite(number) : Float.isFinite((float) number);
        if (!fits) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private long whole(String text) {
        if (type == ElementType.UINT64) {
            return Long.parseUnsignedLong(text);
        }
        long number = Long.parseLong(text);
        boolean fits = switch (type) {
            case BOOL -> number == 0 || number == 1;
            case INT8 -> number == (byte) number;
            case UINT8 -> number == (number & 0xff);
            case INT16 -> number == (short) number;
            case UINT16 -> number == (number & 0xffff);
            case INT32 -> number == (int) number;
            case UINT32 -> number == (number & 0xffff_ffffL);
            case INT64, UINT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64, STRING -> true;
        };
        if (!fits) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    ByteBuffer data() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
