package dev.stemma.registry.outbound.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's native libraries, unpacked once for all workers: each of them would else unpack 28 MB for itself. */
final class NativeLibraries {
    private NativeLibraries() {}

    /** Unpacks the libraries of this platform into the folder. */
    static void unpack(Path folder) throws IOException {
        for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String file = System.mapLibraryName(library);
            String resource = "ai/onnxruntime/native/" + platform() + "/" + file;
            try (@Nullable InputStream in = NativeLibraries.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("ONNX Runtime has no library for " + platform());
                }
                Files.copy(in, folder.resolve(file));
            }
        }
    }

    private static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
        return os + "-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64");
    }
}
