package dev.stemma.registry.inbound.auth;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A token that a caller showed. */
final class BearerRequest extends BaseAuthenticationRequest {

    private final String token;

    BearerRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
