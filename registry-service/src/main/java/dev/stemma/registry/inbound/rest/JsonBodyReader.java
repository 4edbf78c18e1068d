package dev.stemma.registry.inbound.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads the records of this package from JSON bodies of at most 1 MiB, strictly. An empty body counts as {@code {}}. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
final class JsonBodyReader implements MessageBodyReader<Object> {

    private static final byte[] EMPTY = {'{', '}'};

    private final StrictJson json;

    JsonBodyReader(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord() && type.getPackage().equals(JsonBodyReader.class.getPackage());
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in) {
        byte[] body = BoundedBody.read(in, CommitBody.class.equals(type) ? BoundedBody.COMMIT : BoundedBody.SMALL);
        return json.read(body.length == 0 ? EMPTY : body, type);
    }
}
