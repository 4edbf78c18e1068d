package dev.stemma.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors behind the first 4 GiB of a file are found to the byte. No such file is written. */
final class LargeFileTableTest {
    private static final long BEFORE = (5L << 30) + 32;
    private static final byte[] LAST = {11, 22, 33, 44, 55, 66, 77, 88};

    /** The last tensor of a file is the one whose bytes are not zero. */
    private static void assertFound(Bytes file) throws IOException {
        long allocated = Allocations.bytes();
        List<Tensor> tensors = TensorTable.of(file).tensors();
        assertTrue(Allocations.bytes() - allocated < 8 << 20, "bounded whatever the size");
        assertEquals(2, tensors.size());
        assertEquals(BEFORE, tensors.getFirst().sizeBytes());
        assertEquals(List.of(BEFORE), tensors.getFirst().dims());
        Tensor last = tensors.getLast();
        assertEquals("last", last.name());
        assertTrue(last.offset() > 1L << 32);
        byte[] data = new byte[(int) last.sizeBytes()];
        file.read(last.offset(), data, 0, data.length);
        assertArrayEquals(LAST, data);
    }

    @Test
    void ofSafetensors() throws IOException {
        String header = "{" + SafetensorsFiles.entry("first", "U8", 0, BEFORE, BEFORE) + ","
                + SafetensorsFiles.entry("last", "U8", BEFORE, BEFORE + 8, 8) + "}";
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        assertFound(new SparseBytes()
                .add(GgufFiles.number(8, text.length))
                .add(text)
                .zeros(BEFORE)
                .add(LAST));
    }

    @Test
    void ofGguf() throws IOException {
        byte[] header = new GgufFiles()
                .describe("first", GgufFiles.I8, 0, BEFORE)
                .describe("last", GgufFiles.I8, BEFORE, 8)
                .header();
        assertFound(new SparseBytes().add(header).zeros(BEFORE).add(LAST));
    }

    @Test
    void ofPyTorch() throws IOException {
        SparseBytes file = new TorchZipFiles("m")
                .zeros("first", "ByteStorage", BEFORE, BEFORE)
                .tensor("last", "ByteStorage", LAST, 8)
                .toSparse();
        assertFound(file);
    }

    /** Protobuf's own readers stop at 2 GiB; this one does not care. */
    @Test
    void ofOnnx() throws IOException {
        byte[] last = OnnxFiles.tensor("last", OnnxFiles.UINT8, LAST, 8).toBytes();
        byte[] first = OnnxFiles.shell("first", OnnxFiles.UINT8, BEFORE)
                .raw(9 << 3 | 2)
                .varint(BEFORE)
                .toBytes();
        byte[] second = new Proto().bytes(5, last).toBytes();
        byte[] opening =
                new Proto().raw(5 << 3 | 2).varint(first.length + BEFORE).toBytes();
        long graph = opening.length + first.length + BEFORE + second.length;
        assertFound(new SparseBytes()
                .add(new Proto().number(1, 8).raw(7 << 3 | 2).varint(graph).toBytes())
                .add(opening)
                .add(first)
                .zeros(BEFORE)
                .add(second));
    }

    @Test
    void ofADataFileBesideOnnx() throws IOException {
        Proto tensor = OnnxFiles.shell("far", OnnxFiles.UINT8, BEFORE)
                .message(13, new Proto().text(1, "location").text(2, "weights.bin"))
                .message(13, new Proto().text(1, "offset").text(2, Long.toString(BEFORE)))
                .number(14, 1);
        byte[] file = OnnxFiles.model(OnnxFiles.graph(List.of(), List.of(), List.of(), tensor))
                .toBytes();
        Tensor far = TensorTable.of(Bytes.of(file)).external().getFirst().tensor();
        assertEquals(BEFORE, far.offset());
        assertEquals(2 * BEFORE, far.end());
    }
}
