package dev.stemma.registry.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads the server's commands on a thread of its own, so that the server's death is noticed while a model computes. */
final class Commands {
    private final BlockingQueue<Command> queue = new ArrayBlockingQueue<>(1);

    /**
     * One command.
     *
     * @param isEnd whether it is the last
     * @param inputs what to run the model on
     */
    record Command(boolean isEnd, List<WorkerTensor> inputs) {}

    private Commands() {}

    static Commands from(DataInputStream in, Runnable orphaned) {
        Commands commands = new Commands();
        Thread reader = new Thread(() -> commands.read(in, orphaned), "commands");
        reader.setDaemon(true);
        reader.start();
        return commands;
    }

    Command next() throws InterruptedException {
        return queue.take();
    }

    /** The stream ends before END only when the server is gone. */
    private void read(DataInputStream in, Runnable orphaned) {
        try {
            int kind = in.readUnsignedByte();
            while (kind == Wire.RUN) {
                queue.put(new Command(
                        false, Wire.readTensors(in, Wire.MAX_TENSORS, Long.MAX_VALUE, Wire.Payload::direct)));
                kind = in.readUnsignedByte();
            }
            if (kind == Wire.END) {
                queue.put(new Command(true, List.of()));
            } else {
                orphaned.run();
            }
        } catch (IOException | InterruptedException e) {
            orphaned.run();
        }
    }
}
