package dev.stemma.registry.inbound.rest;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Who is calling ({@code whoami.json}). */
record WhoAmIAnswer(String user, SortedMap<String, String> roles, TokenFacts token, String server) {

    /** The token used. */
    record TokenFacts(String id, String name, @Nullable Instant expiresAt) {}
}
