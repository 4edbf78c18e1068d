package dev.stemma.registry.model.access;

/**
 * Who asks, and in which request: what the audit log and ownership need to know of a call.
 *
 * @param principal who is calling
 * @param requestId the request it came with
 */
public record Caller(Principal principal, String requestId) {

    /** The person or robot. */
    public String user() {
        return principal.user();
    }

    /** The namespaces the caller may read. */
    public ReadScope readable() {
        return principal.readable();
    }
}
