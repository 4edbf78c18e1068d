package dev.stemma.format;

import static dev.stemma.format.GgufFiles.array;
import static dev.stemma.format.GgufFiles.number;
import static dev.stemma.format.GgufFiles.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small sound file of each format whose tensors are found, with something of everything that the format has. */
final class Examples {
    private Examples() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("onnx", onnx());
        all.put("onnx with a function", onnxFunction());
        all.put("safetensors", safetensors());
        all.put("gguf 2", gguf(2));
        all.put("gguf 3", gguf(3));
        all.put("torch", torch());
        all.put("torch script", torchScript());
        return all;
    }

    private static byte[] onnx() {
        Proto inner = OnnxFiles.graph(List.of(), List.of(), List.of(), OnnxFiles.tensor("inner", 2, new byte[4], 4));
        Proto node = OnnxFiles.node("If", List.of("b"), List.of("y"), OnnxFiles.graphAttribute("then_branch", inner));
        return OnnxFiles.model(OnnxFiles.graph(
                        List.of(node),
                        List.of(OnnxFiles.value("x", 1, "n", 3)),
                        List.of(OnnxFiles.value("y", 1, 2, 3)),
                        OnnxFiles.tensor("w", 1, new byte[24], 2, 3),
                        OnnxFiles.shell("packed", 1, 2).bytes(4, new byte[8]),
                        OnnxFiles.shell("numbers", 7, 3).bytes(7, new byte[] {1, 2, 3}),
                        OnnxFiles.external("far", "weights.bin")))
                .toBytes();
    }

    private static byte[] onnxFunction() {
        Proto constant = OnnxFiles.node(
                "Constant",
                List.of(),
                List.of("y"),
                OnnxFiles.tensorAttribute("value", OnnxFiles.tensor("inside", 2, new byte[4], 4)));
        Proto model = OnnxFiles.model(OnnxFiles.graph(List.of(), List.of(), List.of()));
        return OnnxFiles.withFunctions(model, List.of(OnnxFiles.function("F", List.of(constant))))
                .toBytes();
    }

    private static byte[] safetensors() {
        return new SafetensorsFiles()
                .metadata("format", "pt\\u0041")
                .tensor("w", "F16", new byte[24], 3, 4)
                .tensor("none", "F32", new byte[0], 0)
                .tensor("one", "I64", new byte[8])
                .toBytes();
    }

    private static byte[] gguf(int version) {
        return new GgufFiles()
                .version(version)
                .entry("general.name", 8, text("a model"))
                .alignment(32)
                .entry("tokens", 9, array(8, 2, text("one"), text("two")))
                .entry("nested", 9, array(9, 1, array(4, 2, number(4, 1), number(4, 2))))
                .tensor("f", GgufFiles.F32, new byte[24], 3, 2)
                .tensor("q", GgufFiles.Q8_0, new byte[68], 32, 2)
                .toBytes();
    }

    private static byte[] torch() {
        return new TorchZipFiles("m")
                .tensor("w", "FloatStorage", new byte[24], 2, 3)
                .tensor("b", "LongStorage", new byte[8])
                .toBytes();
    }

    private static byte[] torchScript() {
        byte[] object = Pickle.begun()
                .global("__torch__", "Net")
                .codes(")\u0081q\0}(")
                .text("weight")
                .view("HalfStorage", "0", 6, 0, new long[] {2, 3}, new long[] {1, 2})
                .text("self")
                .codes("h\0ub")
                .end();
        return new ZipFiles()
                .alignment(1)
                .entry("net/data/0", new byte[12])
                .entry("net/data.pkl", object)
                .entry("net/constants/0", new byte[3])
                .entry(
                        "net/constants.pkl",
                        Pickle.begun().tensor("ByteStorage", "0", 3).end())
                .end32()
                .toBytes();
    }
}
