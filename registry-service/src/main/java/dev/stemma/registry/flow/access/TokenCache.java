package dev.stemma.registry.flow.access;

import dev.stemma.registry.model.access.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens looked up a moment ago, by hash, so that a push of a thousand requests costs few queries. An entry lives so briefly that a
 * revocation on another node is seen within seconds; this node's own revocations are forgotten at once.
 */
final class TokenCache {

    private static final Duration LIFE = Duration.ofSeconds(3);
    private static final int MAX_ENTRIES = 10_000;

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    Optional<Token> find(String hash, Instant now) {
        Entry entry = entries.get(hash);
        return entry != null && now.isBefore(entry.until()) ? Optional.of(entry.token()) : Optional.empty();
    }

    void keep(Token token, Instant now) {
        if (entries.size() >= MAX_ENTRIES) {
            entries.clear();
        }
        entries.put(token.hash(), new Entry(token, now.plus(LIFE)));
    }

    void forget(String hash) {
        entries.remove(hash);
    }

    private record Entry(Token token, Instant until) {}
}
