package dev.stemma.blob.object;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets others read an object straight from where it lies, without the store's credentials. All methods may be called by any number of
 * threads.
 */
public interface DirectReads {

    /** Lets nobody. */
    DirectReads NONE = new DirectReads() {
        @Override
        public boolean allowed() {
            return false;
        }

        @Override
        public Optional<URI> address(String key) {
            return Optional.empty();
        }
    };

    /** How long an address works, from when it was given. A request that began in time may take longer. */
    Duration VALIDITY = Duration.ofSeconds(60);

    /** Whether it ever gives an address. */
    boolean allowed();

    /**
     * An address from which whoever knows it can GET this one object, whole or by {@code Range}, for {@link #VALIDITY}. Nothing is sent
     * to find it, and the object may be gone. It is a secret: it must not be logged.
     *
     * @return empty if the store has no such addresses, or they are not wanted
     */
    Optional<URI> address(String key);
}
