package dev.stemma.cli.transfer;

import java.util.Locale;
import java.util.Map;

/** Media types by a file's extension; a hint for readers, never trusted. */
public final class MediaTypes {
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("onnx", "application/onnx"),
            Map.entry("safetensors", "application/vnd.safetensors"),
            Map.entry("gguf", "application/vnd.gguf"),
            Map.entry("npz", "application/x-npz"),
            Map.entry("npy", "application/x-npy"),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("zip", "application/zip"));

    private MediaTypes() {}

    /** The type that a path's extension stands for. */
    public static String of(String path) {
        int dot = path.lastIndexOf('.');
        String extension = dot < 0 ? "" : path.substring(dot + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
    }
}
