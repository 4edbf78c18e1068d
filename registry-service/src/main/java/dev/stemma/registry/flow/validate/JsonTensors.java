package dev.stemma.registry.flow.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tensors as the open inference protocol v2 writes them: {@code {"inputs": [{"name","shape","datatype","data"}]}}. */
final class JsonTensors {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String path;
    private final JsonParser json;

    private JsonTensors(String path, JsonParser json) {
        this.path = path;
        this.json = json;
    }

    /** Reads the list under {@code field}, which is {@code inputs} or {@code outputs}. */
    static List<Tensor> read(String path, byte[] file, String field) throws Unusable {
        try (JsonParser json = JSON.createParser(file)) {
            return new JsonTensors(path, json).document(field);
        } catch (IOException e) {
            throw Unusable.suite(path + " is no valid JSON");
        }
    }

    private List<Tensor> document(String field) throws IOException, Unusable {
        @Nullable List<Tensor> tensors = null;
        require(json.nextToken() == JsonToken.START_OBJECT, "must be an object with the list " + field);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals(field);
            json.nextToken();
            if (wanted) {
                tensors = list(field);
            } else {
                json.skipChildren();
            }
        }
        require(json.nextToken() == null, "goes on after its end");
        if (tensors == null) {
            throw Unusable.suite(path + " has no list " + field);
        }
        return tensors;
    }

    private List<Tensor> list(String field) throws IOException, Unusable {
        require(json.currentToken() == JsonToken.START_ARRAY, "has no list " + field);
        List<Tensor> tensors = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            tensors.add(tensor());
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "holds something else than tensors in " + field);
        return tensors;
    }

    /** The datatype may stand behind the data, so these are first kept as numbers and text. */
    private Tensor tensor() throws IOException, Unusable {
        String name = "";
        @Nullable ElementType type = null;
        List<Long> shape = List.of();
        Values values = new Values();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "name" -> name = json.getText();
                case "datatype" -> type = type(json.getText());
                case "shape" -> shape = shape();
                case "data" -> values(values);
                case "parameters" -> json.skipChildren();
                default -> throw Unusable.suite(path + " has an unknown key in a tensor");
            }
        }
        if (type == null || name.isEmpty()) {
            throw Unusable.suite(path + " has a tensor without name or datatype");
        }
        try {
            return values.tensor(name, type, shape);
        } catch (IllegalArgumentException e) {
            throw Unusable.suite(path + ": tensor " + name + ": " + e.getMessage());
        }
    }

    private ElementType type(String name) throws Unusable {
        return ElementType.ofInference(name)
                .orElseThrow(() -> Unusable.suite(path + " has an unknown datatype in a tensor"));
    }

    private List<Long> shape() throws IOException, Unusable {
        List<Long> shape = new ArrayList<>();
        require(json.currentToken() == JsonToken.START_ARRAY, "has a shape that is no list");
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT && shape.size() < 32) {
            shape.add(json.getLongValue());
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "has an impossible shape");
        return shape;
    }

    /** Flat or nested as the shape is; the order is the same. */
    private void values(Values values) throws IOException, Unusable {
        require(json.currentToken() == JsonToken.START_ARRAY, "has data that are no list");
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            require(token != null, "ends inside its data");
            switch (token) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> values.add(json.getText());
                case VALUE_TRUE -> values.add("1");
                case VALUE_FALSE -> values.add("0");
                default -> throw Unusable.suite(path + " has something else than values in its data");
            }
        }
    }

    private void require(boolean holds, String otherwise) throws Unusable {
        if (!holds) {
            throw Unusable.suite(path + " " + otherwise);
        }
    }

    /** Values as they are written, each behind its length. */
    private static final class Values {
        private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
        private int count;

        void add(String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            texts.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(utf8.length)
                    .array());
            texts.write(utf8);
            count++;
        }

        Tensor tensor(String name, ElementType type, List<Long> shape) {
            ByteBuffer in = ByteBuffer.wrap(texts.toByteArray());
            if (type == ElementType.STRING) {
                return new Tensor(name, type, shape, in);
            }
            List<String> words = new Tensor("", ElementType.STRING, List.of((long) count), in).texts();
            ByteBuffer data = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (String word : words) {
                put(data, type, word);
            }
            return new Tensor(name, type, shape, data.flip());
        }

        private static void put(ByteBuffer data, ElementType type, String word) {
            if (!type.isFloat()) {
                Numbers.put(
                        data, type, type == ElementType.UINT64 ? Long.parseUnsignedLong(word) : Long.parseLong(word));
                return;
            }
            double number = Double.parseDouble(word);
            if (!Double.isFinite(number) || (type != ElementType.FLOAT64 && !Float.isFinite((float) number))) {
                throw new IllegalArgumentException("a value is out of the datatype's range");
            }
            Numbers.put(data, type, number);
        }
    }
}
