package dev.stemma.registry.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs one model for one job, told by frames on standard input, answering by frames on standard output, and ends. */
public final class Main {
    /** The exit status after the server has gone, or said something that makes no sense. */
    private static final int ORPHANED = 70;

    private Main() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        if (in.readUnsignedByte() != Wire.OPEN) {
            Runtime.getRuntime().halt(ORPHANED);
        }
        String job = Wire.readText(in);
        Path model = Path.of(Wire.readText(in));
        long maxOutputBytes = in.readLong();
        List<String> outputs = Wire.readTexts(in);
        Commands commands = Commands.from(in, () -> Runtime.getRuntime().halt(ORPHANED));
        try {
            serve(out, commands, new Inference(model, outputs, maxOutputBytes), job);
        } catch (InferenceException e) {
            out.writeByte(Wire.FAILED);
            Wire.writeText(out, job);
            Wire.writeText(out, e.code());
            Wire.writeText(out, e.reason());
        }
        out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void serve(DataOutputStream out, Commands commands, Inference inference, String job)
            throws IOException, InterruptedException, InferenceException {
        try (inference) {
            long start = System.nanoTime();
            inference.load();
            out.writeByte(Wire.LOADED);
            out.writeLong(System.nanoTime() - start);
            out.flush();
            for (Commands.Command next = commands.next(); !next.isEnd(); next = commands.next()) {
                Inference.Answer answer = inference.run(next.inputs());
                out.writeByte(Wire.OUTPUT);
                out.writeLong(answer.nanos());
                Wire.writeTensors(out, answer.outputs());
                out.flush();
            }
        }
        out.writeByte(Wire.DONE);
        Wire.writeText(out, job);
        out.writeLong(Memory.peakBytes());
    }
}
