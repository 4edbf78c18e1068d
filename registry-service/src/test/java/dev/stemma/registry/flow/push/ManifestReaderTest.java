package dev.stemma.registry.flow.push;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.StemmaException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    private static final String D = "sha256:7a1b3715085b492e060c591c9c7c31a7721bfde8b0e20219963f1c1cdf23dd1c";
    private static final String HEAD = "{\"schema\":\"stemma.manifest/v1\",\"kind\":\"model\",";
    private static final String FILE =
            "{\"path\":\"m.onnx\",\"sizeBytes\":1,\"sha256\":\"" + D + "\",\"mediaType\":\"application/onnx\"}";

    private static String files(String... paths) {
        List<String> files = new ArrayList<>();
        for (String path : paths) {
            files.add("{\"path\":\"" + path + "\",\"sizeBytes\":1,\"sha256\":\"" + D + "\",\"mediaType\":\"a/b\"}");
        }
        return HEAD + "\"files\":[" + String.join(",", files) + "]}";
    }

    private static void assertInvalid(String text) {
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> ManifestReader.read(text, Kind.MODEL));
    }

    @Test
    void everythingThatAModelMayHaveIsRead() {
        Manifest manifest = ManifestReader.read(
                HEAD + "\"files\":[" + FILE + "],\"lineage\":{\"code\":\"" + D + "\",\"data\":[\"" + D + "\"],\"environment\":\""
                        + D + "\",\"run\":\"" + D + "\"},\"parents\":[{\"name\":\"acme/base\",\"digest\":\"" + D
                        + "\",\"relation\":\"quantize\"}]}",
                Kind.MODEL);
        assertEquals("m.onnx", manifest.files().getFirst().path().value());
        assertEquals(4, manifest.lineage().all().count());
        assertEquals("acme/base", manifest.parents().getFirst().name().toString());
        assertEquals(Optional.empty(), manifest.tree());
    }

    @Test
    void aDatasetMayHaveNoFilesButNeedsItsTree() {
        String head = "{\"schema\":\"stemma.manifest/v1\",\"kind\":\"dataset\",\"files\":[]";
        Manifest manifest = ManifestReader.read(head + ",\"tree\":\"" + D + "\"}", Kind.DATASET);
        assertEquals(D, manifest.tree().orElseThrow().toString());
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> ManifestReader.read(head + "}", Kind.DATASET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{}",
                "{}{}",
                "{\"schema\":\"stemma.manifest/v1\"}",
                HEAD + "\"files\":[]}",
                HEAD + "\"files\":null}",
                HEAD + "\"files\":{}}",
                HEAD + "\"files\":[" + FILE + "]} x",
                HEAD + "\"files\":[" + FILE + "],\"files\":[" + FILE + "]}",
                HEAD + "\"files\":[" + FILE + "],\"author\":\"ana\"}",
                HEAD + "\"files\":[" + FILE + "," + FILE + "]}",
                HEAD + "\"files\":[" + FILE + "],\"tree\":\"" + D + "\"}",
                HEAD + "\"files\":[" + FILE + "],\"suite\":{\"inputs\":\"" + D + "\"}}",
                HEAD + "\"files\":[" + FILE + "],\"lineage\":{\"card\":\"" + D + "\"}}",
                HEAD + "\"files\":[" + FILE + "],\"lineage\":{\"code\":\"md5:00\"}}",
                HEAD + "\"files\":[" + FILE + "],\"lineage\":{\"data\":\"" + D + "\"}}",
                HEAD + "\"files\":[" + FILE + "],\"parents\":[{\"name\":\"acme/base\",\"digest\":\"" + D + "\"}]}",
                HEAD + "\"files\":[" + FILE + "],\"parents\":[{\"name\":\"base\",\"digest\":\"" + D
                        + "\",\"relation\":\"merge\"}]}",
                HEAD + "\"files\":[" + FILE + "],\"parents\":[{\"name\":\"acme/base\",\"digest\":\"" + D
                        + "\",\"relation\":\"copy\"}]}",
                HEAD + "\"files\":[{\"path\":\"m\",\"sizeBytes\":-1,\"sha256\":\"" + D + "\",\"mediaType\":\"a/b\"}]}",
                HEAD + "\"files\":[{\"path\":\"m\",\"sizeBytes\":1.5,\"sha256\":\"" + D + "\",\"mediaType\":\"a/b\"}]}",
                HEAD + "\"files\":[{\"path\":\"m\",\"sizeBytes\":\"1\",\"sha256\":\"" + D + "\",\"mediaType\":\"a/b\"}]}",
                HEAD + "\"files\":[{\"path\":\"m\",\"sizeBytes\":9223372036854775808,\"sha256\":\"" + D
                        + "\",\"mediaType\":\"a/b\"}]}",
                HEAD + "\"files\":[{\"path\":\"m\",\"sizeBytes\":1,\"sha256\":\"" + D + "\"}]}",
                HEAD + "\"files\":[{\"path\":\"m\",\"sizeBytes\":1,\"sha256\":\"" + D + "\",\"mediaType\":\"text\\r\\nX: y\"}]}",
                HEAD + "\"files\":[{\"path\":\"m\",\"sizeBytes\":1,\"sha256\":\"sha256:00\",\"mediaType\":\"a/b\"}]}",
                HEAD + "\"files\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                HEAD + "\"files\":[NaN]}",
                "{\"schema\":\"stemma.manifest/v2\",\"kind\":\"model\",\"files\":[" + FILE + "]}",
                "{\"schema\":\"stemma.manifest/v1\",\"kind\":\"suite\",\"files\":[" + FILE + "]}",
                "{\"schema\":\"stemma.manifest/v1\",\"kind\":\"Model\",\"files\":[" + FILE + "]}",
            })
    void aMalformedManifestIsRefused(String text) {
        assertInvalid(text);
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertInvalid(files("m").replace("a/b", "a/\ud800"));
        assertInvalid(files("m\\ud800"));
    }

    @Test
    void pathsThatCantLieSideBySideAreRefused() {
        assertInvalid(files("b", "a"));
        assertInvalid(files("A", "a"));
        assertInvalid(files("STRASSE", "straße"));
        assertInvalid(files("a", "a/b"));
        assertInvalid(files("A", "a/b"));
        assertInvalid(files("a", "a.txt", "a/b/c"));
        assertInvalid(files("../a"));
        assertInvalid(files("/a"));
        assertInvalid(files("a\\\\b"));
        assertInvalid(files("a\\u0000"));
        assertInvalid(files("C:a"));
        assertInvalid(files("e\\u0301"));
        assertEquals(3, ManifestReader.read(files("a.txt", "a/b", "a/c"), Kind.MODEL).files().size());
    }

    @Test
    void sizesThatOverflowTogetherAreRefused() {
        assertInvalid(files("a", "b").replace("\"sizeBytes\":1", "\"sizeBytes\":" + Long.MAX_VALUE));
    }

    @Test
    void tooManyFilesAreRefusedBeforeTheyAreAllRead() {
        String file = "{\"path\":\"a\",\"sizeBytes\":1,\"sha256\":\"" + D + "\",\"mediaType\":\"a/b\"},";
        assertInvalid(HEAD + "\"files\":[" + file.repeat(ManifestReader.MAX_FILES + 1) + "this is never reached");
    }

    /** Whatever is accepted can be created file by file in one folder of a file system that ignores case. */
    @Test
    void whatIsAcceptedCanBeUnpackedAnywhere() {
        long seed = new Random().nextLong();
        System.out.println("ManifestReaderTest seed " + seed);
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            TreeSet<String> paths = new TreeSet<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                paths.add(path(random));
            }
            String text = files(paths.toArray(String[]::new));
            try {
                Manifest manifest = ManifestReader.read(text, Kind.MODEL);
                accepted++;
                assertUnpackable(manifest, text);
            } catch (StemmaException e) {
                assertEquals(ErrorCode.MANIFEST_INVALID, e.code(), text);
            }
        }
        assertTrue(accepted > 1_000, "only " + accepted + " accepted, seed " + seed);
    }

    private static String path(Random random) {
        String alphabet = "aAbB.é/ß:\\";
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            char c = alphabet.charAt(random.nextInt(random.nextInt(8) == 0 ? alphabet.length() : 7));
            path.append(c == '\\' ? "\\\\" : String.valueOf(c));
        }
        return path.toString();
    }

    private static void assertUnpackable(Manifest manifest, String text) {
        List<String> folded = manifest.files().stream()
                .map(file -> Normalizer.normalize(
                        file.path().value().toUpperCase(Locale.ROOT), Normalizer.Form.NFC))
                .collect(Collectors.toList());
        for (int i = 0; i < folded.size(); i++) {
            for (String part : folded.get(i).split("/", -1)) {
                assertTrue(!part.isEmpty() && !part.equals(".") && !part.equals(".."), text);
            }
            for (int j = 0; j < folded.size(); j++) {
                assertTrue(i == j || !(folded.get(j) + "/").startsWith(folded.get(i) + "/"), text);
            }
        }
    }
}
