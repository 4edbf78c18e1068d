package dev.stemma.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class DigestTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] ABC_BYTES = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void isTheSha256OfFips180() {
        assertEquals(ABC, Digest.of(ABC_BYTES).hex());
        assertEquals(
                ABC,
                Digest.of("xabcx".getBytes(StandardCharsets.US_ASCII), 1, 3).hex());
    }

    @Test
    void everyFormReadsBack() {
        Digest digest = Digest.of(ABC_BYTES);
        assertEquals("sha256:" + ABC, digest.toString());
        assertEquals(digest, Digest.parse(digest.toString()));
        assertEquals(digest, Digest.ofHex(ABC));
        assertEquals(digest, Digest.fromBytes(digest.bytes()));
        assertArrayEquals(HexFormat.of().parseHex(ABC), digest.bytes());
    }

    @Test
    void anythingButTheStrictFormIsRefused() {
        for (String text : List.of(
                "",
                ABC,
                "sha256:",
                "sha256:" + ABC.substring(1),
                "sha256:" + ABC + "0",
                "sha256:" + ABC.toUpperCase(Locale.ROOT),
                "SHA256:" + ABC,
                "sha512:" + ABC,
                " sha256:" + ABC,
                "sha256:" + ABC + "\n",
                "sha256:" + "g".repeat(64),
                "sha256:" + "٣".repeat(64),
                "sha256:../../../../../../../etc/passwd")) {
            assertThrows(IllegalArgumentException.class, () -> Digest.parse(text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> Digest.ofHex("sha256:" + ABC));
        assertThrows(IllegalArgumentException.class, () -> Digest.fromBytes(new byte[31]));
    }

    @Test
    void aHasherSeesPiecesAsOne() {
        Hasher hasher = new Hasher();
        hasher.update(ABC_BYTES, 0, 1).update(ABC_BYTES[1]).update(ABC_BYTES, 2, 1);
        assertEquals(ABC, hasher.digest().hex());
        assertEquals(Digest.of(new byte[0]), hasher.digest());
    }

    @Test
    void digestsSortByTheirDigits() {
        Digest low = Digest.ofHex("0".repeat(64));
        assertEquals(
                List.of(low, Digest.ofHex(ABC)),
                List.of(Digest.ofHex(ABC), low).stream().sorted().toList());
    }
}
