package dev.stemma.registry.port;

import java.time.Instant;

/** Remembers what acting requests answered, so that a retried request acts once. */
public interface IdempotencyKeys {

    /**
     * Claims a key for a request. Of two callers at once exactly one gets {@link Claim.Fresh}. A claim that was never settled is given
     * out again after ten minutes.
     *
     * @param user whose key it is; keys of different users never meet
     * @param key as sent
     * @param requestHash sha256 of method, path and body
     */
    Claim claim(String user, String key, String requestHash, Instant now);

    /** Records the answer of a claimed key. Best called in the transaction of the change itself. */
    void settle(String user, String key, Answer answer, Instant now);

    /** Gives a claim up, so that the same request may be tried again. */
    void release(String user, String key);

    /** Forgets what is older. */
    void removeBefore(Instant time);

    /** What {@link #claim} found. */
    sealed interface Claim {
        /** The key is new: act. */
        record Fresh() implements Claim {}

        /** The same request is being worked on. */
        record InProgress() implements Claim {}

        /** The key was used with another request. */
        record Reused() implements Claim {}

        /**
         * The request was answered before.
         *
         * @param answer that answer
         */
        record Replay(Answer answer) implements Claim {}
    }

    /**
     * A recorded answer.
     *
     * @param status HTTP status
     * @param location the Location header, or empty
     * @param body JSON
     */
    record Answer(int status, String location, String body) {}
}
