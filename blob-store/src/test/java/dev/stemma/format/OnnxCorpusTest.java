package dev.stemma.format;

import static dev.stemma.format.OnnxFiles.FLOAT;
import static dev.stemma.format.OnnxFiles.floats;
import static dev.stemma.format.OnnxFiles.graph;
import static dev.stemma.format.OnnxFiles.model;
import static dev.stemma.format.OnnxFiles.node;
import static dev.stemma.format.OnnxFiles.shell;
import static dev.stemma.format.OnnxFiles.tensor;
import static dev.stemma.format.OnnxFiles.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stemma.format.FormatException.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Files that no model is, each refused for its own reason, quickly and in little memory. */
final class OnnxCorpusTest {
    private static void assertRefused(Problem problem, byte[] file) {
        FormatException refusal = assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThrows(FormatException.class, () -> OnnxReader.read(Bytes.of(file))));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
    }

    private static void assertRefused(Problem problem, Proto file) {
        assertRefused(problem, file.toBytes());
    }

    private static Proto around(Proto... initializers) {
        return model(graph(List.of(), List.of(), List.of(), initializers));
    }

    @Test
    void anEmptyFileIsNoModel() {
        assertRefused(Problem.EMPTY, new byte[0]);
    }

    @Test
    void aFileCutAnywhereIsMalformedOrSaysSomethingElse() throws IOException {
        byte[] good = OnnxFiles.scaling().toBytes();
        int refused = 0;
        for (int length = 1; length < good.length; length++) {
            try {
                OnnxReader.read(Bytes.of(Arrays.copyOf(good, length)));
            } catch (FormatException e) {
                refused++;
            }
        }
        // Between top-level fields a cut can't be seen: behind the graph there is one such place.
        assertEquals(good.length - 2, refused);
    }

    @Test
    void garbageBehindTheModelIsMalformed() {
        assertRefused(
                Problem.MALFORMED,
                OnnxFiles.scaling().raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        assertRefused(Problem.MALFORMED, OnnxFiles.scaling().raw(0));
    }

    @Test
    void lengthsThatLieAllocateNothing() {
        assertRefused(
                Problem.MALFORMED,
                new Proto().number(1, 8).raw(0x3a).varint(Integer.MAX_VALUE).raw('x'));
        assertRefused(
                Problem.MALFORMED,
                new Proto().number(1, 8).raw(0x3a).varint(Long.MAX_VALUE).raw('x'));
        assertRefused(
                Problem.MALFORMED, new Proto().number(1, 8).raw(0x3a).varint(-1).raw('x'));
    }

    @Test
    void numbersOfElevenBytesAndGroupsAreMalformed() {
        assertRefused(
                Problem.MALFORMED,
                new Proto().raw(8).raw(new int[10]).raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1));
        int[] groups = new int[10_000];
        Arrays.fill(groups, 0x0b);
        assertRefused(Problem.MALFORMED, new Proto().raw(groups));
    }

    @Test
    void aFieldOfAnotherEncodingIsMalformed() {
        assertRefused(Problem.MALFORMED, new Proto().number(7, 1));
        assertRefused(Problem.MALFORMED, new Proto().text(1, "8"));
    }

    @Test
    void twoGraphsAreTwoModels() {
        Proto other = graph(List.of(node("Relu", List.of("x"), List.of("y2"))), List.of(), List.of());
        assertRefused(Problem.MALFORMED, OnnxFiles.scaling().message(7, other));
    }

    @Test
    void noGraphIsNoModel() {
        assertRefused(Problem.MALFORMED, new Proto().number(1, 8).message(8, new Proto().number(2, 17)));
    }

    @Test
    void twoInitializersOfOneNameAreMalformed() {
        assertRefused(Problem.MALFORMED, around(tensor("w", FLOAT, floats(1), 1), tensor("w", FLOAT, floats(2), 1)));
    }

    @Test
    void subgraphsNestOnlySoDeep() throws Exception {
        assertEquals(32, OnnxReader.read(Bytes.of(nested(32).toBytes())).graph().depth());
        assertRefused(Problem.TOO_DEEP, nested(33));
        assertRefused(Problem.TOO_DEEP, nested(2000));
    }

    private static Proto nested(int levels) {
        Proto inner = graph(List.of(), List.of(), List.of());
        for (int i = 0; i < levels; i++) {
            Proto branch = OnnxFiles.graphAttribute("then_branch", inner);
            inner = graph(List.of(node("If", List.of("c"), List.of("y"), branch)), List.of(), List.of());
        }
        return model(inner);
    }

    @Test
    void typesNestOnlySoDeep() {
        Proto type = new Proto().message(1, new Proto().number(1, 1));
        for (int i = 0; i < 5000; i++) {
            type = new Proto().message(4, new Proto().message(1, type));
        }
        Proto deep = new Proto().text(1, "x").message(2, type);
        // Sequences are walked over, not into.
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> OnnxReader.read(Bytes.of(
                        model(graph(List.of(), List.of(deep), List.of())).toBytes())));
    }

    @Test
    void moreNodesThanAnyModelHasAreTooMany() {
        Proto node = node("Relu", List.of("x"), List.of("y"));
        assertRefused(Problem.LIMIT, model(graph(Collections.nCopies(200_001, node), List.of(), List.of())));
    }

    @Test
    void namesAreShortPrintableUtf8() {
        assertRefused(Problem.LIMIT, model(graph(List.of(), List.of(), List.of(value("y".repeat(513), FLOAT)))));
        assertRefused(Problem.LIMIT, model(graph(List.of(), List.of(), List.of(value("\u001b]0;pwn\u0007y", FLOAT)))));
        assertRefused(Problem.LIMIT, model(graph(List.of(), List.of(), List.of(new Proto().bytes(1, new byte[] {
                    -1, -2, -128
                })))));
    }

    @Test
    void metadataAreFew() {
        Proto model = OnnxFiles.scaling();
        for (int i = 0; i < 1001; i++) {
            model.message(14, new Proto().text(1, "k" + i).text(2, "<script>"));
        }
        assertRefused(Problem.LIMIT, model);
        assertRefused(
                Problem.LIMIT,
                OnnxFiles.scaling().message(14, new Proto().text(1, "k").text(2, "v".repeat(262_145))));
    }

    @Test
    void tensorsThatContradictThemselvesAreRefused() {
        assertRefused(Problem.TENSOR, around(tensor("w", FLOAT, floats(1, 2), -1)));
        assertRefused(Problem.TENSOR, around(tensor("w", FLOAT, floats(1, 2), 1L << 32, 1L << 32)));
        assertRefused(Problem.TENSOR, around(tensor("w", FLOAT, floats(1, 2), 100)));
        assertRefused(Problem.TENSOR, around(tensor("w", FLOAT, new byte[4096], 1)));
        assertRefused(Problem.TENSOR, around(tensor("w", 0, floats(1, 2), 2)));
        assertRefused(Problem.TENSOR, around(tensor("w", 999, floats(1, 2), 2)));
        assertRefused(Problem.TENSOR, around(tensor("w", OnnxFiles.STRING, floats(1, 2), 2)));
        long[] ones = new long[100];
        Arrays.fill(ones, 1);
        assertRefused(Problem.TENSOR, around(tensor("w", FLOAT, floats(1), ones)));
    }

    @Test
    void tensorsWithTheirDataTwiceAreRefused() {
        assertRefused(
                Problem.TENSOR,
                around(tensor("w", FLOAT, floats(1, 2), 2).single(4, 7).single(4, 8)));
        assertRefused(Problem.TENSOR, around(tensor("w", FLOAT, floats(1, 2), 2).bytes(9, floats(3, 4))));
        assertRefused(Problem.TENSOR, around(shell("w", FLOAT, 2).single(4, 7).number(7, 8)));
        assertRefused(Problem.TENSOR, around(shell("w", FLOAT, 2).number(7, 7).number(7, 8)));
        assertRefused(Problem.TENSOR, around(shell("w", FLOAT, 2)));
        assertRefused(Problem.TENSOR, around(shell("w", FLOAT, 2).bytes(4, new byte[7])));
    }

    @Test
    void whateverIsDoneToAModelTheReaderAnswersInTimeOrRefuses() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> good = List.of(
                OnnxFiles.scaling().toBytes(),
                OnnxFiles.endlessLoop().toBytes(),
                OnnxFiles.functionChain(5).toBytes(),
                OnnxFiles.expansion(4).toBytes());
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] file = mutate(good.get(random.nextInt(good.size())), random);
            try {
                OnnxReader.read(Bytes.of(file));
            } catch (FormatException e) {
                refused++;
            }
            ModelFormat.detect(Bytes.of(file));
        }
        System.out.println("mutants refused: " + refused + " of 20000");
        assertEquals(true, refused > 2000 && refused < 20_000);
    }

    private static byte[] mutate(byte[] model, SplittableRandom random) {
        byte[] file = model.clone();
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(file.length);
            switch (random.nextInt(4)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt();
                case 2 -> file = at == 0 ? file : Arrays.copyOf(file, at);
                default -> {
                    byte[] longer = Arrays.copyOf(file, file.length + 1);
                    System.arraycopy(file, at, longer, at + 1, file.length - at);
                    file = longer;
                }
            }
        }
        return file;
    }
}
