package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.codec.Base;
import dev.stemma.blob.codec.ChunkDecoder;
import dev.stemma.blob.codec.ChunkEncoder;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.codec.CodecException;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.codec.Span;
import dev.stemma.format.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A base that zstd would take apart as one of its own dictionaries is not used as one. */
final class DictionaryBaseTest {

    private final byte[] plain = TestFiles.random(1, 10_000);
    private final byte[] magic = plain.clone();

    DictionaryBaseTest() {
        byte[] start = {0x37, (byte) 0xa4, 0x30, (byte) 0xec};
        System.arraycopy(start, 0, magic, 0, start.length);
    }

    @Test
    void anyOtherBaseIs() {
        assertEquals(Codec.ZSTD_DICT, encoded(plain).codec());
    }

    @Test
    void theEncoderDoesWithout() {
        assertEquals(Codec.RAW, encoded(magic).codec());
    }

    @Test
    void theDecoderRefusesSuchAFrame() {
        Encoding made = encoded(plain);
        try (ChunkDecoder decoder = new ChunkDecoder()) {
            assertThrows(
                    CodecException.class,
                    () -> decoder.decode(
                            made.codec(), made.bytes(), List.of(Span.of(magic)), new byte[plain.length], plain.length));
        }
    }

    private Encoding encoded(byte[] base) {
        try (ChunkEncoder encoder = new ChunkEncoder()) {
            List<Base> bases = List.of(new Base(Digest.of(base), Span.of(base), 0));
            return encoder.encode(Span.of(plain), ElementType.OTHER, bases, List.of());
        }
    }
}
