package dev.stemma.registry.inbound.auth;

import java.util.List;
import java.util.Optional;

/**
 * A route: how its path looks and what it asks of the caller.
 *
 * @param method the method it takes; GET takes HEAD too
 * @param template parts of the path; {@code {x}} stands for any one part, {@code {x*}} at the end for one or more
 * @param access what the caller must be
 * @param maxBodyBytes longest body accepted
 */
record Route(String method, List<String> template, Access access, long maxBodyBytes) {

    private static final String KINDS = "{kind}";

    boolean takes(String wanted) {
        return wanted.equals(method) || (wanted.equals("HEAD") && method.equals("GET"));
    }

    boolean fits(List<String> parts) {
        boolean open = template.getLast().endsWith("*}");
        if (open ? parts.size() < template.size() : parts.size() != template.size()) {
            return false;
        }
        for (int i = 0; i < template.size(); i++) {
            if (!fits(template.get(i), parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String wanted, String part) {
        if (wanted.equals(KINDS)) {
            return part.equals("models") || part.equals("datasets") || part.equals("suites");
        }
        return wanted.startsWith("{") || wanted.equals(part);
    }

    /** What stands in the path where the template says {@code {ns}}. */
    Optional<String> namespace(List<String> parts) {
        int at = template.indexOf("{ns}");
        return at < 0 ? Optional.empty() : Optional.of(parts.get(at));
    }
}
