package dev.stemma.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Reads ranges from addresses that the registry gave, which lead to other servers. The token is not sent there, no redirect is followed,
 * and no address gets into a text, since who knows it may read.
 */
final class Elsewhere {

    private Elsewhere() {}

    /**
     * Exactly these bytes.
     *
     * @throws IOException if they can't be had, for whatever reason
     */
    static byte[] range(URI at, long from, int length, Duration timeout) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setRequestProperty("User-Agent", "stemma-cli");
        connection.setRequestProperty("Range", "bytes=" + from + "-" + (from + length - 1));
        int status = Connections.status(connection);
        if (status != HttpURLConnection.HTTP_PARTIAL) {
            throw new IOException("it answers " + status);
        }
        String range = String.valueOf(connection.getHeaderField("Content-Range"));
        if (!range.startsWith("bytes " + from + "-")) {
            throw new IOException("it sends other bytes");
        }
        try (InputStream stream = connection.getInputStream()) {
            byte[] bytes = stream.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException("it hangs up early");
            }
            return bytes;
        }
    }
}
