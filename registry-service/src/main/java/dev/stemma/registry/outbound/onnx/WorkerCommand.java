package dev.stemma.registry.outbound.onnx;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The command line of a worker: found once, filled in for each job. Limits are set where the system has the tools for it. */
final class WorkerCommand {
    private static final String MAIN = "dev/stemma/registry/worker/Main.class";
    static final String RUNTIME = "ai/onnxruntime/OrtEnvironment.class";
    private static final long FILE_BYTES = 1 << 20;
    private static final int OPEN_FILES = 128;

    private final Path launcher = Path.of(System.getProperty("java.home"), "bin", "java");
    private final Optional<Path> setsid = tool("setsid");
    private final Optional<Path> prlimit = tool("prlimit");
    private final String classPath = place(MAIN) + File.pathSeparator + place(RUNTIME);

    /** The command for a job whose files are in {@code room}. */
    List<String> of(WorkRoom.Job room, Path natives, Limits limits) {
        List<String> command = new ArrayList<>();
        setsid.ifPresent(tool -> command.add(tool.toString()));
        prlimit.ifPresent(tool -> command.addAll(List.of(
                tool.toString(),
                "--as=" + limits.addressSpaceBytes(),
                "--cpu=" + limits.cpuSeconds() + ":" + (limits.cpuSeconds() + 1),
                "--fsize=" + FILE_BYTES,
                "--nofile=" + OPEN_FILES,
                "--core=0",
                "--")));
        command.add(launcher.toString());
        command.addAll(jvm(limits));
        command.add("-Djava.io.tmpdir=" + room.temporary());
        command.add("-Donnxruntime.native.path=" + natives);
        command.addAll(List.of("-cp", classPath, "dev.stemma.registry.worker.Main"));
        return command;
    }

    private static List<String> jvm(Limits limits) {
        return List.of(
                "-Xmx" + limits.heapMiB() + "m",
                "-XX:MaxDirectMemorySize=2g",
                "-Xss8m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:CompressedClassSpaceSize=32m",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisplayVMOutputToStderr",
                "--enable-native-access=ALL-UNNAMED");
    }

    private static Optional<Path> tool(String name) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The folder or jar that a class of ours, or of the runtime, was loaded from: a folder of classes, or a jar of the packaged server. */
    static Path place(String resource) {
        @Nullable URL url = WorkerCommand.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        String address = url.toString();
        String file =
                address.startsWith("jar:") ? address.substring(4, address.indexOf("!/")) : rootOf(address, resource);
        return Path.of(URI.create(file));
    }

    private static String rootOf(String address, String resource) {
        if (!address.startsWith("file:")) {
            throw new IllegalStateException("A worker can't load classes from " + address);
        }
        return address.substring(0, address.length() - resource.length());
    }
}
