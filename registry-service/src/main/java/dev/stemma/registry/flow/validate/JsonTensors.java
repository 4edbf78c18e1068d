package dev.stemma.registry.flow.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** Values are kept as numbers at once, so the datatype stands before the data, as every writer has it. */
    private Tensor tensor() throws IOException, Unusable {
        String name = "";
        @Nullable ElementType type = null;
        List<Long> shape = List.of();
        @Nullable ByteBuffer data = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "name" -> name = json.getText();
                case "datatype" -> type = type(json.getText());
                case "shape" -> shape = shape();
                case "data" -> data = values(type);
                case "parameters" -> json.skipChildren();
                default -> throw Unusable.suite(path + " has an unknown key in a tensor");
            }
        }
        if (type == null || data == null || name.isEmpty()) {
            throw Unusable.suite(path + " has a tensor without name, datatype or data");
        }
        try {
            return new Tensor(name, type, shape, data);
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
    private ByteBuffer values(@Nullable ElementType type) throws IOException, Unusable {
        require(json.currentToken() == JsonToken.START_ARRAY, "has data that are no list");
        if (type == null) {
            throw Unusable.suite(path + " has data before their datatype");
        }
        JsonNumbers numbers = new JsonNumbers(type);
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else {
                require(
                        token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL,
                        "has no value in data");
                add(numbers, token);
            }
        }
        return numbers.data();
    }

    private void add(JsonNumbers numbers, JsonToken token) throws IOException, Unusable {
        try {
            numbers.add(token, json.getText());
        } catch (IllegalArgumentException e) {
            throw Unusable.suite(path + " has a value that its datatype can't hold");
        }
    }

    private void require(boolean holds, String otherwise) throws Unusable {
        if (!holds) {
            throw Unusable.suite(path + " " + otherwise);
        }
    }
}
