package dev.stemma.format;

import static dev.stemma.format.OnnxFiles.FLOAT;
import static dev.stemma.format.OnnxFiles.floats;
import static dev.stemma.format.OnnxFiles.longs;
import static dev.stemma.format.OnnxFiles.shell;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors of ONNX test data sets. */
final class OnnxTensorReaderTest {
    private static byte[] data(Proto tensor) throws FormatException {
        return OnnxTensorReader.read(tensor.toBytes(), 1000).data();
    }

    @Test
    void readsNameTypeAndShape() throws FormatException {
        TensorValue value = OnnxTensorReader.read(
                OnnxFiles.tensor("x", FLOAT, floats(1, 2, 3, 4, 5, 6), 2, 3).toBytes(), 1000);
        assertEquals("x", value.name());
        assertEquals(FLOAT, value.elementType());
        assertEquals(List.of(2L, 3L), value.dims());
        assertArrayEquals(floats(1, 2, 3, 4, 5, 6), value.data());
    }

    @Test
    void typedDataBecomeWhatRawDataWouldBe() throws FormatException {
        assertArrayEquals(floats(1.5f, -2), data(shell("a", FLOAT, 2).bytes(4, floats(1.5f, -2))));
        assertArrayEquals(
                floats(1.5f, -2), data(shell("a", FLOAT, 2).single(4, 1.5f).single(4, -2)));
        assertArrayEquals(
                longs(7, -1), data(shell("a", OnnxFiles.INT64, 2).number(7, 7).number(7, -1)));
        assertArrayEquals(
                longs(7, -1),
                data(shell("a", OnnxFiles.INT64, 2)
                        .bytes(7, new Proto().varint(7).varint(-1).toBytes())));
        assertArrayEquals(
                new byte[] {1, 0},
                data(shell("a", OnnxFiles.BOOL, 2).number(5, 1).number(5, 0)));
    }

    @Test
    void stringsStandBehindTheirLengths() throws FormatException {
        assertArrayEquals(
                new byte[] {2, 0, 0, 0, 'h', 'i', 0, 0, 0, 0},
                data(shell("s", OnnxFiles.STRING, 2).text(6, "hi").text(6, "")));
    }

    @Test
    void dataInAnotherFileAreRefused() {
        assertThrows(FormatException.class, () -> data(OnnxFiles.external("w", "weights.bin")));
    }

    @Test
    void dataThatGrowTooLargeAreRefused() {
        Proto packed = shell("a", OnnxFiles.INT64, 200).bytes(7, new byte[200]);
        assertEquals(
                FormatException.Problem.LIMIT,
                assertThrows(FormatException.class, () -> data(packed)).problem());
    }

    @Test
    void aCutTensorIsRefused() {
        byte[] file = OnnxFiles.tensor("x", FLOAT, floats(1, 2), 2).toBytes();
        assertThrows(
                FormatException.class,
                () -> OnnxTensorReader.read(java.util.Arrays.copyOf(file, file.length - 1), 1000));
    }
}
