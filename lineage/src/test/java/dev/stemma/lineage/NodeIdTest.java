package dev.stemma.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeIdTest {

    private static final String HEX64 = "a".repeat(64);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model:acme/minilm:v3",
                "dataset:acme/reviews.de:v12",
                "suite:a/b-c_d:v999999999",
                "code:3f2c1ab0c9d8e7f60514233241506f7e8d9c0b1a",
                "code:c065578d367a36c2f9c429f98115ff725c978f257094e0e3af272cf300a7f30a",
                "data:dc9c5edb8b2d479e697b4b0b8ab874f32b325138598ce9e7b759eb8292110622",
                "environment:0c030586945fe504b604ecc2e875c38ede400cd5cd73da9730302162e6b02c6f",
                "run:0c030586945fe504b604ecc2e875c38ede400cd5cd73da9730302162e6b02c6f",
                "external:s3://acme-lake/clicks/2026-10/",
                "external:https://example.org/a?b=c:d#e",
                "external:https://example.org/Größe"
            })
    void writtenFormReadsBack(String text) {
        assertEquals(text, NodeId.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "model",
                ":",
                "planet:earth",
                "Model:a/b:v1",
                "model:a/b",
                "model:a/b:v0",
                "model:a/b:1",
                "model:a/b:v01",
                "model:a/b:v1000000000",
                "model:a:v1",
                "model:a/b/c:v1",
                "model:A/b:v1",
                "model:a..b/c:v1",
                "model:-a/c:v1",
                "model:a/c-:v1",
                "code:xyz",
                "code:3F2C1AB0C9D8E7F60514233241506F7E8D9C0B1A",
                "data:3f2c1ab0c9d8e7f60514233241506f7e8d9c0b1a",
                "external:",
                "external:no scheme",
                "external:s3:",
                "external:s3://a b",
                "external:s3://a\nb",
                "external:s3://a\u0000",
                "external:s3://a\u202Eb",
                "external:s3://a\uD800"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> NodeId.parse(text));
    }

    @Test
    void partsOfANameHaveAtMost64Characters() {
        String part = "a".repeat(64);
        String id = "model:" + part + "/" + part + ":v1";
        assertEquals(id, NodeId.parse(id).toString());
        assertThrows(IllegalArgumentException.class, () -> NodeId.parse("model:" + part + "a/b:v1"));
        assertThrows(IllegalArgumentException.class, () -> NodeId.parse("model:a/" + part + "b:v1"));
    }

    @Test
    void urlsHaveAtMost1024Bytes() {
        String longest = "s3://" + "x".repeat(1019);
        assertEquals(longest, NodeId.external(longest).value());
        assertThrows(IllegalArgumentException.class, () -> NodeId.external(longest + "x"));
        assertThrows(IllegalArgumentException.class, () -> NodeId.external("s3://" + "ü".repeat(510)));
    }

    @Test
    void hostileTextIsDecidedInLinearTime() {
        String text = "model:" + "a.".repeat(500_000) + "!";
        long start = System.nanoTime();
        assertThrows(IllegalArgumentException.class, () -> NodeId.parse(text));
        assertTrue(System.nanoTime() - start < 2_000_000_000L);
    }

    @Test
    void versionsKnowTheirParts() {
        NodeId id = NodeId.version(NodeKind.DATASET, "acme/reviews", 12);
        assertEquals("dataset:acme/reviews:v12", id.toString());
        assertEquals(Optional.of("acme"), id.namespace());
        assertEquals(Optional.of("acme/reviews"), id.name());
        assertEquals(12, id.number());
        NodeId run = NodeId.digest(NodeKind.RUN, new Digest(HEX64));
        assertEquals(Optional.empty(), run.namespace());
        assertEquals(0, run.number());
        assertThrows(IllegalArgumentException.class, () -> NodeId.version(NodeKind.RUN, "a/b", 1));
    }

    @Test
    void versionsAreOrderedByNumber() {
        NodeId nine = NodeId.parse("model:a/b:v9");
        NodeId ten = NodeId.parse("model:a/b:v10");
        NodeId other = NodeId.parse("model:a/c:v1");
        NodeId suite = NodeId.parse("suite:a/a:v1");
        assertEquals(List.of(nine, ten, other, suite), List.copyOf(new TreeSet<>(List.of(suite, other, ten, nine))));
    }

    @Test
    void labelsAreOneShortLine() {
        NodeId id = NodeId.external("s3://a");
        assertEquals("a b c?", new Node(id, "a\nb\u202Ec?").label());
        assertEquals(Node.MAX_LABEL, new Node(id, "x".repeat(1_000)).label().length());
        assertEquals(
                "x".repeat(255), new Node(id, "x".repeat(255) + "\uD83D\uDE00").label(), "a pair is not cut in two");
    }
}
