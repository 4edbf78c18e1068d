package dev.stemma.format;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Seed;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is done to a model file, finding its tensors ends in a table that is one, and costs little. */
final class TableFuzzTest {
    /** More of them, by {@code -Dfuzz.rounds}, where there is time. */
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 60_000);

    private static final int MAX_FILE_BYTES = 16 * 1024;
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        127,
        128,
        255,
        256,
        0x7fff,
        0xffff,
        1L << 24,
        Integer.MAX_VALUE,
        1L << 31,
        0xffff_ffffL,
        1L << 40,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2
    };

    private static final List<byte[]> EXAMPLES = List.copyOf(Examples.all().values());

    /** Classes that are loaded on first use are not what is measured. */
    @BeforeAll
    static void warmUp() throws IOException {
        for (byte[] example : EXAMPLES) {
            for (int cut = 0; cut <= example.length; cut++) {
                TensorTable.of(Bytes.of(Arrays.copyOf(example, cut)));
            }
        }
    }

    @Test
    void everyExampleHasTensors() throws IOException {
        for (Map.Entry<String, byte[]> example : Examples.all().entrySet()) {
            assertFalse(Tables.checked(example.getValue()).tensors().isEmpty(), example.getKey());
        }
    }

    /** Cut anywhere, a file has no tensors that it has no bytes for; read in crumbs, it is the same file. */
    @Test
    void aFileThatIsCutAtAnyByteHasATableOrNone() throws IOException {
        for (Map.Entry<String, byte[]> example : Examples.all().entrySet()) {
            byte[] whole = example.getValue();
            for (int cut = 0; cut < whole.length; cut++) {
                byte[] file = Arrays.copyOf(whole, cut);
                TensorTable table = Tables.checked(file);
                assertTrue(
                        table.equals(TensorTable.of(Crumbs.of(Bytes.of(file), 1))),
                        example.getKey() + " cut at " + cut);
            }
        }
    }

    @Test
    void anyMutantHasASoundTableOrNone() throws IOException {
        Random random = Seed.random("anyMutantHasASoundTableOrNone");
        int sound = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                file = mutant(file, random);
            }
            try {
                sound += Tables.checked(file).equals(TensorTable.OPAQUE) ? 0 : 1;
            } catch (RuntimeException | IOException | AssertionError | StackOverflowError e) {
                throw new AssertionError(
                        "Round " + round + ": " + HexFormat.of().formatHex(file), e);
            }
        }
        System.out.println("mutants that kept a table: " + sound + " of " + ROUNDS);
        assertTrue(sound > ROUNDS / 50 && sound < ROUNDS, "mutants must reach both answers");
    }

    private static byte[] mutant(byte[] file, Random random) {
        if (file.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(file.length);
        byte[] changed = file.clone();
        switch (random.nextInt(8)) {
            case 0, 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> changed[at] = (byte) random.nextInt();
            case 3 -> number(changed, at, 1 << random.nextInt(4), NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4 -> changed = replaced(file, at, at + 1, varint(NUMBERS[random.nextInt(NUMBERS.length)]));
            case 5 ->
                changed = random.nextInt(4) == 0 ? Arrays.copyOf(file, at) : replaced(file, at, at + 1, new byte[0]);
            case 6 -> {
                byte[] other = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
                int from = random.nextInt(other.length);
                int to = from + random.nextInt(other.length - from + 1);
                changed = replaced(file, at, at, Arrays.copyOfRange(other, from, to));
            }
            default -> changed = nested(file, at, random);
        }
        return changed.length > MAX_FILE_BYTES ? Arrays.copyOf(changed, MAX_FILE_BYTES) : changed;
    }

    private static void number(byte[] file, int at, int width, long value) {
        for (int i = 0; i < width && at + i < file.length; i++) {
            file[at + i] = (byte) (value >>> (8 * i));
        }
    }

    private static byte[] varint(long value) {
        return new Proto().varint(value).toBytes();
    }

    /** A few bytes again and again: what opens something opens it many times. */
    private static byte[] nested(byte[] file, int at, Random random) {
        byte[] part = Arrays.copyOfRange(file, at, Math.min(file.length, at + 1 + random.nextInt(8)));
        byte[] many = new byte[part.length * (1 + random.nextInt(300))];
        for (int i = 0; i < many.length; i += part.length) {
            System.arraycopy(part, 0, many, i, part.length);
        }
        return replaced(file, at, at, many);
    }

    private static byte[] replaced(byte[] file, int from, int to, byte[] with) {
        byte[] all = Arrays.copyOf(file, file.length - (to - from) + with.length);
        System.arraycopy(with, 0, all, from, with.length);
        System.arraycopy(file, to, all, from + with.length, file.length - to);
        return all;
    }
}
