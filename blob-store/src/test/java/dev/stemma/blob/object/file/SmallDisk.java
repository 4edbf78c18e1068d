package dev.stemma.blob.object.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system in memory with little room, where this process may mount one (Linux, as root). */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether such a disk can be had here. */
    public static boolean possible(Path folder) {
        try {
            boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
            return mounted && run("umount", folder.toString());
        } catch (IOException e) {
            return false;
        }
    }

    /** Mounts a disk of so many KiB over this folder. */
    public static SmallDisk mount(Path folder, int kibibytes) throws IOException {
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", folder.toString())) {
            throw new IOException("Cannot mount a tmpfs on " + folder);
        }
        return new SmallDisk(folder);
    }

    /** Changes how it is mounted, such as {@code size=1m} or {@code ro}. */
    public void remount(String option) throws IOException {
        if (!run("mount", "-o", "remount," + option, folder.toString())) {
            throw new IOException("Cannot remount " + folder + " with " + option);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
