package dev.stemma.registry.inbound.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Printable;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies without guessing: UTF-8 only, every property known and given once, every value of its own type. A typing error is
 * answered, never ignored.
 */
@ApplicationScoped
class StrictJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_SHOWN = 80;

    private final ObjectMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule().addDeserializer(String.class, new PlainText()))
            .build();

    /**
     * The body as that record.
     *
     * @throws InvalidInput {@code JSON_INVALID}, which says where
     */
    <T> T read(byte[] body, Class<T> type) {
        try {
            T value = mapper.readValue(text(body), type);
            if (value == null) {
                throw invalid("the body must be a JSON object, not null");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw invalid("unknown property " + path(e));
        } catch (JsonMappingException e) {
            throw invalid(path(e) + " is not what is expected there" + place(e));
        } catch (JsonProcessingException e) {
            throw invalid((isDuplicate(e) ? "a property is given twice" : "the body is not JSON") + place(e));
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("the body is not UTF-8");
        }
    }

    private static boolean isDuplicate(JsonProcessingException e) {
        return e.getOriginalMessage().startsWith("Duplicate");
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the body" : "'" + Printable.of(path, MAX_SHOWN) + "'";
    }

    private static String place(JsonProcessingException e) {
        var place = e.getLocation();
        return place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    static InvalidInput invalid(String sentence) {
        return new InvalidInput(ErrorCode.JSON_INVALID, sentence);
    }

    /** A property that must be there. */
    static <T> T required(@Nullable T value, String property) {
        if (value == null) {
            throw invalid("the property '" + property + "' is missing");
        }
        return value;
    }
}
