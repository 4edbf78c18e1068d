package dev.stemma.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Formats are told by content. */
final class ModelFormatTest {
    private static ModelFormat detect(byte[] bytes) throws IOException {
        return ModelFormat.detect(Bytes.of(bytes));
    }

    private static ModelFormat detect(String latin1) throws IOException {
        return detect(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void knowsAnOnnxModelByItsFirstFields() throws IOException {
        assertEquals(ModelFormat.ONNX, detect(OnnxFiles.scaling().toBytes()));
        assertEquals(ModelFormat.ONNX, detect(OnnxFiles.functionChain(300).toBytes()));
    }

    @Test
    void knowsArchivesAndContainersByMagic() throws IOException {
        assertEquals(ModelFormat.ZIP, detect("PK\3\4" + "\0".repeat(100)));
        assertEquals(ModelFormat.GGUF, detect("GGUF\3\0\0\0"));
        assertEquals(ModelFormat.HDF5, detect("\u0089HDF\r\n\u001a\n\0\0"));
    }

    @Test
    void tellsAPyTorchArchiveFromAnyOtherZip() throws IOException {
        byte[] saved = new TorchZipFiles("model")
                .tensor("t", "ByteStorage", new byte[1], 1)
                .toBytes();
        assertEquals(ModelFormat.TORCH, detect(saved));
        assertEquals(ModelFormat.TORCH, ModelFormat.detect(Crumbs.of(Bytes.of(saved), 1)));
        assertEquals(ModelFormat.TORCH, detect(zip("archive/data/0")));
        assertEquals(ModelFormat.TORCH, detect(zip("m/constants.pkl")));
        for (String name :
                new String[] {"arr_0.npy", "data.pkl", "a/b/data.pkl", "META-INF/MANIFEST.MF", "m/data/x", ""}) {
            assertEquals(ModelFormat.ZIP, detect(zip(name)));
        }
        assertEquals(ModelFormat.ZIP, detect(zip("m/" + "x".repeat(5000) + "data.pkl")));
        assertEquals(ModelFormat.ZIP, detect("PK\3\4"));
    }

    private static byte[] zip(String first) {
        return new ZipFiles().entry(first, new byte[1]).end32().toBytes();
    }

    @Test
    void knowsSafetensorsEvenWithALyingHeader() throws IOException {
        ByteBuffer honest =
                ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(2);
        honest.put("{}  ".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer lying =
                ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40);
        lying.put("{}".getBytes(StandardCharsets.US_ASCII));
        assertEquals(ModelFormat.SAFETENSORS, detect(honest.array()));
        assertEquals(ModelFormat.SAFETENSORS, detect(lying.array()));
    }

    @Test
    void knowsPicklesOfOldAndNewProtocols() throws IOException {
        assertEquals(ModelFormat.PICKLE, detect("\u0080\4\u0095\36\0\0\0\0\0\0\0\u008c\5posix\u0094."));
        assertEquals(ModelFormat.PICKLE, detect("cos\nsystem\n(S'whoami'\ntR."));
    }

    @Test
    void tellsTextFromHtml() throws IOException {
        assertEquals(ModelFormat.TEXT, detect("hello, I am not a model\n"));
        assertEquals(ModelFormat.HTML, detect("\n <!doctype html><script>alert(1)</script>"));
    }

    @Test
    void doesNotGuessAtNothingOrNoise() throws IOException {
        assertEquals(ModelFormat.UNKNOWN, detect(""));
        assertEquals(ModelFormat.UNKNOWN, detect("\u007fELF\2\1\1\0\0\0\0\0\0\0"));
        assertEquals(ModelFormat.UNKNOWN, detect("\u00ff".repeat(64)));
    }
}
