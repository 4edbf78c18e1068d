package dev.stemma.registry.flow.access;

import dev.stemma.blob.Digest;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * How a token is written: {@code stm_pat_}, 30 random characters of {@code [0-9A-Za-z]}, and 6 that check the rest, so that a typing
 * error or a guess is refused without a look into the database. Hugging Face clients insist on {@code hf_} in front; it is ignored.
 */
final class TokenFormat {

    static final int SECRET_LENGTH = 30;

    private static final String PREFIX = "stm_pat_";
    private static final String TOLERATED = "hf_";
    private static final int CHECK_LENGTH = 6;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private TokenFormat() {}

    /** The token with that secret. */
    static String write(String secret) {
        String body = PREFIX + secret;
        return body + check(body);
    }

    /** Without the prefix that some clients put in front. */
    static String plain(String text) {
        return text.startsWith(TOLERATED) ? text.substring(TOLERATED.length()) : text;
    }

    /** Whether it could have been issued. */
    static boolean wellFormed(String text) {
        int bodyLength = PREFIX.length() + SECRET_LENGTH;
        if (text.length() != bodyLength + CHECK_LENGTH || !text.startsWith(PREFIX)) {
            return false;
        }
        boolean base62 = text.chars().skip(PREFIX.length()).allMatch(c -> BASE62.indexOf(c) >= 0);
        return base62 && text.endsWith(check(text.substring(0, bodyLength)));
    }

    /** What is stored of a token. It holds 178 random bits, so a slow hash would add nothing. */
    static String hash(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECK_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECK_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return new String(digits);
    }
}
