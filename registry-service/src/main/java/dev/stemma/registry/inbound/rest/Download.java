package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.pull.FileSource;
import dev.stemma.registry.flow.pull.Pulls;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the bytes of a file: whole or one range, as an attachment that no browser renders. A failure before the first byte is an
 * ordinary problem; one after it cuts the connection, so that half a file is never taken for a whole one.
 */
@ApplicationScoped
class Download {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Pulls pulls;
    private final CurrentVertxRequest current;

    Download(Pulls pulls, CurrentVertxRequest current) {
        this.pulls = pulls;
        this.current = current;
    }

    /** The answer to GET or HEAD. */
    Response of(FileSource file) {
        HttpServerRequest request = current.getCurrent().request();
        String etag = "\"" + file.digest() + "\"";
        if (matches(request.getHeader("If-None-Match"), etag)) {
            return Response.notModified().header("ETag", etag).build();
        }
        Optional<ByteRange> range = ifRangeHolds(request, etag)
                ? ByteRange.parse(request.getHeader("Range"), file.sizeBytes())
                : Optional.empty();
        ByteRange wanted = range.orElse(new ByteRange(0, file.sizeBytes()));
        var answer = Response.status(range.isPresent() ? 206 : 200)
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .header("ETag", etag)
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", "private, no-cache, no-transform")
                .header("Content-Length", wanted.length())
                .header("Content-Disposition", disposition(file.fileName()));
        range.ifPresent(part -> answer.header("Content-Range", part.contentRange(file.sizeBytes())));
        boolean wantsBody = !request.method().name().equals("HEAD") && wanted.length() > 0;
        return wantsBody ? answer.entity(body(file, wanted)).build() : answer.build();
    }

    private static boolean ifRangeHolds(HttpServerRequest request, String etag) {
        String ifRange = request.getHeader("If-Range");
        return ifRange == null || ifRange.strip().equals(etag);
    }

    private static boolean matches(@Nullable String header, String etag) {
        if (header == null) {
            return false;
        }
        for (String one : header.split(",", -1)) {
            String tag = one.strip();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    private StreamingOutput body(FileSource file, ByteRange range) {
        return body(pulls.open(file, range.offset(), range.length()));
    }

    /** A body that is sound from its first byte, or cuts the connection. */
    StreamingOutput body(InputStream bytes) {
        HttpServerRequest request = current.getCurrent().request();
        InputStream checked = started(bytes);
        return out -> {
            try (checked) {
                copy(checked, out);
            } catch (IOException | RuntimeException e) {
                request.connection().close();
                throw e;
            }
        };
    }

    /** Reads the first byte, so that what is wrong with the file or its store is known before any header is sent. */
    private static InputStream started(InputStream bytes) {
        PushbackInputStream stream = new PushbackInputStream(bytes, 1);
        try {
            int first = stream.read();
            if (first >= 0) {
                stream.unread(first);
            }
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    /** RFC 6266 with the file's name in UTF-8, everything but plain letters escaped. */
    private static String disposition(String fileName) {
        StringBuilder text = new StringBuilder("attachment; filename*=UTF-8''");
        for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_';
            text.append(
                    plain
                            ? String.valueOf(c)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return text.toString();
    }
}
