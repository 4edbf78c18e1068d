package dev.stemma.registry.inbound.http;

import java.util.Locale;
import java.util.Set;

/**
 * The names under which this registry may be addressed. A web page that points its own name at this machine is refused by it, since a
 * browser sends the page's name as Host.
 *
 * @param listed further names, lower case, without port
 * @param any whether every name is accepted: only where a proxy in front checks, or no list was given for a public address
 */
public record HostNames(Set<String> listed, boolean any) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public HostNames {
        listed = Set.copyOf(listed);
    }

    /** Whether a Host header names this registry. */
    public boolean accept(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        return any || LOOPBACK.contains(name) || listed.contains(name);
    }

    private static String withoutPort(String host) {
        int end = host.lastIndexOf(':');
        return end > host.lastIndexOf(']') ? host.substring(0, end) : host;
    }
}
