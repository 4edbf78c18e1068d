package dev.stemma.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Reading what is cheap to get. */
final class BytesTest {
    private static final Bytes FIVE = Bytes.of(new byte[] {1, 2, 3, 4, 5});

    @Test
    void readsSomeUpToTheEnd() throws IOException {
        byte[] target = new byte[6];
        assertEquals(2, FIVE.readSome(1, target, 1, 2));
        assertEquals(2, FIVE.readSome(3, target, 3, 3));
        assertArrayEquals(new byte[] {0, 2, 3, 4, 5, 0}, target);
    }

    @Test
    void nothingIsReadBehindTheEnd() {
        assertThrows(EOFException.class, () -> FIVE.readSome(5, new byte[1], 0, 1));
        assertThrows(EOFException.class, () -> FIVE.readSome(-1, new byte[1], 0, 1));
        assertThrows(EOFException.class, () -> FIVE.readSome(Long.MAX_VALUE, new byte[1], 0, 1));
    }

    @Test
    void aModelReadInCrumbsSaysTheSame() throws Exception {
        byte[] file = OnnxFiles.functionTree(3, 2).toBytes();
        assertEquals(OnnxReader.read(Bytes.of(file)), OnnxReader.read(Crumbs.of(Bytes.of(file), 1)));
        assertEquals(OnnxReader.read(Bytes.of(file)), OnnxReader.read(Crumbs.of(Bytes.of(file), 3)));
        assertEquals(ModelFormat.ONNX, ModelFormat.detect(Crumbs.of(Bytes.of(file), 1)));
    }
}
