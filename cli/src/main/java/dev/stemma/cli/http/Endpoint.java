package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A registry and the token for it. A token travels over https or to this machine only, unless the user insists.
 *
 * @param base scheme, host and port (and path prefix, if any), without a slash at the end
 * @param token the bearer token, if there is one
 */
public record Endpoint(URI base, Optional<String> token) {

    /** Checks the address, and that the token may travel to it. */
    public static Endpoint of(String server, Optional<String> token, boolean insecure) {
        URI base = base(server);
        if (token.isPresent() && base.getScheme().equals("http") && !loopback(base.getHost()) && !insecure) {
            throw CliException.usage("the token would travel unencrypted to " + base)
                    .cause("a token is sent over https, or over http to this machine")
                    .help("use https, or add --insecure if the network is yours alone");
        }
        token.ifPresent(Endpoint::check);
        return new Endpoint(base, token);
    }

    /** The normal form of a server's address. */
    public static String normal(String server) {
        return base(server).toString();
    }

    /** Whether another address has the same scheme, host and port. */
    boolean sameOrigin(URI other) {
        return base.getScheme().equalsIgnoreCase(other.getScheme())
                && base.getHost().equalsIgnoreCase(other.getHost() == null ? "" : other.getHost())
                && port(base) == port(other);
    }

    /** The token stays out of every text. */
    @Override
    public String toString() {
        return base.toString();
    }

    private static void check(String token) {
        boolean visible =
                !token.isEmpty() && token.length() <= 4096 && token.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (!visible) {
            throw CliException.usage("the token is empty, or holds blanks or control characters");
        }
    }

    private static URI base(String server) {
        String text = server.contains("://") ? server : (loopback(hostOf(server)) ? "http://" : "https://") + server;
        try {
            URI uri = new URI(text.replaceFirst("/+$", ""));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                String path = uri.getRawPath() == null ? "" : uri.getRawPath();
                int port = uri.getPort();
                return URI.create(
                        scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port) + path);
            }
        } catch (URISyntaxException broken) {
            throw invalid(server).from(broken);
        }
        throw invalid(server);
    }

    private static String hostOf(String server) {
        return server.replaceFirst("[:/].*$", "");
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static CliException invalid(String server) {
        return CliException.usage("'" + server + "' is not the address of a registry")
                .help("write it like https://stemma.example.org or http://127.0.0.1:8080");
    }
}
