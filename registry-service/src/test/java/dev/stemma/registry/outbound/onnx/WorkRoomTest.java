package dev.stemma.registry.outbound.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of workers, and what is done about those of dead servers. */
final class WorkRoomTest {
    @TempDir
    Path root;

    @Test
    void whatADeadServerLeftIsKilledAndClearedAway() throws Exception {
        Path dead = Files.createDirectories(root.resolve("server-dead"));
        Files.createFile(dead.resolve("lock"));
        Path job = Files.createDirectories(dead.resolve("job-1/tmp"));
        Files.writeString(job.resolve("half"), "written");
        Process orphan = new ProcessBuilder("sleep", "300").start();
        Files.writeString(dead.resolve("job-1/process"), ProcessMark.of(orphan.toHandle()));
        try (WorkRoom room = WorkRoom.open(root)) {
            assertTrue(orphan.waitFor(10, TimeUnit.SECONDS), "the orphan still runs");
            assertFalse(Files.exists(dead));
            assertTrue(Files.exists(room.folder("native")));
        } finally {
            orphan.destroyForcibly();
        }
        assertEquals(0, root.toFile().list().length);
    }

    @Test
    void aProcessThatOnlyHasTheNumberOfAnOrphanIsLeftAlone() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "300").start();
        try {
            ProcessMark.kill(bystander.pid() + " 2001-01-01T00:00:00Z");
            ProcessMark.kill("no number at all");
            assertFalse(bystander.waitFor(200, TimeUnit.MILLISECONDS));
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void roomsOfLivingServersAreLeftAlone() throws IOException {
        try (WorkRoom first = WorkRoom.open(root);
                WorkRoom second = WorkRoom.open(root)) {
            assertTrue(Files.exists(first.folder("native")));
            assertTrue(Files.exists(second.folder("native")));
        }
    }

    @Test
    void aJobsFilesAreForItsOwnerAlone() throws IOException {
        try (WorkRoom room = WorkRoom.open(root);
                WorkRoom.Job job = room.job("1")) {
            job.writeModel(new ByteArrayInputStream(new byte[3]));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(job.model())));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(job.folder())));
            try (var inside = Files.list(job.workingDirectory())) {
                assertEquals(List.of(), inside.toList());
            }
        }
    }
}
