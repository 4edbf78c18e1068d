package dev.stemma.registry.app;

import dev.stemma.registry.port.Ids;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** ULIDs: 48 bits of time in milliseconds and 80 random bits, in Crockford's base 32. */
@Singleton
final class Ulids implements Ids {

    private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 26;
    private static final int TIME_LENGTH = 10;
    private static final int BITS = 5;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Ulids(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String next(String prefix) {
        char[] id = new char[LENGTH];
        long time = clock.millis();
        for (int i = TIME_LENGTH - 1; i >= 0; i--) {
            id[i] = BASE32.charAt((int) (time & 31));
            time >>>= BITS;
        }
        for (int i = TIME_LENGTH; i < LENGTH; i++) {
            id[i] = BASE32.charAt(random.nextInt(BASE32.length()));
        }
        return prefix + new String(id);
    }

    @Override
    public String secret(int length) {
        char[] secret = new char[length];
        for (int i = 0; i < length; i++) {
            secret[i] = BASE62.charAt(random.nextInt(BASE62.length()));
        }
        return new String(secret);
    }
}
