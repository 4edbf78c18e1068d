package dev.stemma.blob.plan;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.pack.PackFormat;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as bytes: {@code STMPLAN 01}, then the steps. Numbers are varints, seven bits a byte from the lowest, of which all bytes but
 * the last have the highest bit set. A copy is 0 and a stretch; a frame is 1, raw length, encoded length, codec, depth, number of
 * bases, their stretches, and the 32 bytes of the chunk's digest. A stretch is file, offset, length.
 */
public final class PlanFormat {

    /** A file has at most so many steps. */
    public static final int MOST_STEPS = 1 << 21;

    private static final long MAGIC = 0x53544d504c414e01L;
    private static final int COPY = 0;
    private static final int FRAME = 1;
    private static final int LONGEST_VARINT = 9;

    private PlanFormat() {}

    /** The bytes of a plan; equal plans give equal bytes. */
    public static byte[] bytes(PullPlan plan) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(MAGIC).array());
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Copy(var from) -> {
                    put(out, COPY);
                    put(out, from);
                }
                case Step.Frame frame -> put(out, frame);
            }
        }
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, Step.Frame frame) {
        put(out, FRAME);
        put(out, frame.chunk().sizeBytes());
        put(out, frame.encodedBytes());
        put(out, frame.codec());
        put(out, frame.depth());
        put(out, frame.bases().size());
        frame.bases().forEach(base -> put(out, base));
        out.writeBytes(frame.chunk().digest().bytes());
    }

    private static void put(ByteArrayOutputStream out, Stretch stretch) {
        put(out, stretch.file());
        put(out, stretch.offset());
        put(out, stretch.sizeBytes());
    }

    private static void put(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left >= 0x80) {
            out.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }

    /**
     * Reads a plan.
     *
     * @throws PlanInvalid if these are not the bytes of a plan, or lengths are out of the bounds of the pack format
     */
    public static PullPlan read(byte[] bytes) throws PlanInvalid {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.getLong() != MAGIC) {
                throw new PlanInvalid("it does not start like a plan of version 1");
            }
            List<Step> steps = new ArrayList<>();
            while (in.hasRemaining()) {
                if (steps.size() == MOST_STEPS) {
                    throw new PlanInvalid("it has more than " + MOST_STEPS + " steps");
                }
                steps.add(step(in));
            }
            return new PullPlan(steps);
        } catch (BufferUnderflowException e) {
            throw new PlanInvalid("it ends early");
        } catch (IllegalArgumentException e) {
            throw new PlanInvalid(String.valueOf(e.getMessage()));
        }
    }

    private static Step step(ByteBuffer in) throws PlanInvalid {
        long kind = number(in, FRAME);
        return kind == COPY ? new Step.Copy(stretch(in)) : frame(in);
    }

    private static Step.Frame frame(ByteBuffer in) throws PlanInvalid {
        int rawBytes = (int) number(in, Chunk.MAX_BYTES);
        int encodedBytes = (int) number(in, PackFormat.MAX_ENCODED_BYTES);
        int codec = (int) number(in, 255);
        int depth = (int) number(in, 255);
        long count = number(in, PackFormat.MAX_BASES);
        List<Stretch> bases = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            Stretch base = stretch(in);
            if (base.sizeBytes() > Chunk.MAX_BYTES) {
                throw new PlanInvalid("a base is larger than a chunk");
            }
            bases.add(base);
        }
        byte[] digest = new byte[Digest.BYTES];
        in.get(digest);
        return new Step.Frame(new Chunk(Digest.fromBytes(digest), rawBytes), codec, depth, encodedBytes, bases);
    }

    private static Stretch stretch(ByteBuffer in) throws PlanInvalid {
        int file = (int) number(in, Integer.MAX_VALUE);
        long offset = number(in, Long.MAX_VALUE);
        return new Stretch(file, offset, number(in, Long.MAX_VALUE));
    }

    private static long number(ByteBuffer in, long most) throws PlanInvalid {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                if (value > most) {
                    throw new PlanInvalid("a number is larger than " + most);
                }
                return value;
            }
        }
        throw new PlanInvalid("a number is too long");
    }
}
