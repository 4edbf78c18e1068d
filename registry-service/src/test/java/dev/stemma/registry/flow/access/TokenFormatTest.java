package dev.stemma.registry.flow.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenFormatTest {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void aTokenIsItsPrefixItsSecretAndACheck() {
        String token = TokenFormat.write("A".repeat(30));
        assertEquals(44, token.length());
        assertTrue(token.startsWith("stm_pat_" + "A".repeat(30)));
        assertTrue(TokenFormat.wellFormed(token));
        assertEquals(token, TokenFormat.plain("hf_" + token));
    }

    @Test
    void anyOneCharacterChangedIsNoticed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            StringBuilder secret = new StringBuilder();
            random.ints(30, 0, 62).forEach(i -> secret.append(BASE62.charAt(i)));
            String token = TokenFormat.write(secret.toString());
            int at = random.nextInt(token.length());
            char other = BASE62.charAt((BASE62.indexOf(token.charAt(at)) + 1 + random.nextInt(60)) % 62);
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertTrue(changed.equals(token) || !TokenFormat.wellFormed(changed), "seed " + seed + ": " + changed);
        }
    }

    @Test
    void whatIsNoTokenIsRefused() {
        String token = TokenFormat.write("A".repeat(30));
        for (String text : new String[] {
            "",
            "stm_pat_",
            token + "0",
            token.substring(1),
            token.replace('A', '-'),
            "hf_" + token,
            token.toLowerCase(java.util.Locale.ROOT)
        }) {
            assertFalse(TokenFormat.wellFormed(text), text);
        }
    }
}
