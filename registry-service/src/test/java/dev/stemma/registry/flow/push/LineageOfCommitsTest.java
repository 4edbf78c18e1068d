package dev.stemma.registry.flow.push;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static dev.stemma.registry.flow.push.PushWorld.ANA;
import static dev.stemma.registry.flow.push.PushWorld.MINILM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.lineage.Edge;
import dev.stemma.lineage.NodeId;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineageOfCommitsTest {

    private static final String COMMIT = "3f2c1ab0c9d8e7f60514233241506f7e8d9c0b1a";
    private static final Digest TREE = Digest.of(FlowWorld.bytes("a data set"));

    private final PushWorld push = new PushWorld();
    private final FlowWorld world = push.world;

    private Version commit(String more) {
        Digest weights = push.put(MINILM, "weights", ANA);
        return push.commit(MINILM, PushWorld.manifest(weights, 7, more), ANA).version();
    }

    private Digest document(String json) {
        return push.put(MINILM, json, ANA);
    }

    private Set<String> edgesInto(Version version) {
        NodeId node = NodeId.parse("model:" + version.id());
        return world.ports.lineage().into(List.of(node), 100).stream()
                .map(edge -> edge.from() + " " + edge.type())
                .collect(Collectors.toSet());
    }

    @Test
    void everyDocumentBecomesAnEdge() {
        Digest code =
                document("{\"schema\":\"stemma.code/v1\",\"git\":{\"remote\":\"https://example.org/acme/minilm.git\","
                        + "\"commit\":\"" + COMMIT + "\",\"dirty\":true},\"modified\":[\"train.py\"],\"untracked\":1}");
        Digest data = document("{\"schema\":\"stemma.data/v1\",\"name\":\"train\",\"tree\":\"" + TREE + "\"}");
        Digest url = document("{\"schema\":\"stemma.data/v1\",\"name\":\"clicks\",\"url\":\"s3://lake/clicks/\"}");
        Digest environment =
                document("{\"schema\":\"stemma.environment/v1\",\"lock\":{\"path\":\"uv.lock\"},\"cpus\":2}");
        Digest run = document(
                "{\"schema\":\"stemma.run/v1\",\"id\":\"01J\",\"params\":{\"lr\":3e-5,\"amp\":true,\"o\":null},"
                        + "\"metrics\":{\"f1\":0.82,\"loss\":1}}");
        Version parent = world.model("acme/base", "base", Map.of());

        Version version =
                commit(",\"lineage\":{\"code\":\"%s\",\"data\":[\"%s\",\"%s\"],\"environment\":\"%s\",\"run\":\"%s\"},"
                                .formatted(code, data, url, environment, run)
                        + "\"parents\":[{\"name\":\"acme/base\",\"digest\":\"" + parent.digest()
                        + "\",\"relation\":\"quantize\"}]");

        assertEquals(
                Set.of(
                        "model:acme/base:v1 quantize",
                        "code:" + COMMIT + " code-of",
                        "data:" + TREE.hex() + " trained-on",
                        "external:s3://lake/clicks/ trained-on",
                        "environment:" + environment.hex() + " built-in",
                        "run:" + run.hex() + " produced"),
                edgesInto(version));
        assertEquals(Map.of("f1", 0.82, "loss", 1.0), version.metrics());
        assertEquals(
                5,
                world.ports
                        .lineageDocuments()
                        .find(List.of(code, data, url, environment, run))
                        .size());
        assertEquals(
                "example.org/acme/minilm 3f2c1ab",
                world.ports
                        .lineage()
                        .nodes(List.of(NodeId.parse("code:" + COMMIT)))
                        .getFirst()
                        .label());
    }

    @Test
    void contentThatIsARegisteredDatasetIsLinkedToIt() {
        world.dataset("zeta/reviews", "elsewhere", TREE);
        world.dataset("acme/reviews", "here", TREE);
        Digest data = document("{\"schema\":\"stemma.data/v1\",\"name\":\"train\",\"tree\":\"" + TREE + "\"}");

        Version version = commit(",\"lineage\":{\"data\":[\"" + data + "\"]}");

        assertEquals(Set.of("dataset:acme/reviews:v1 trained-on"), edgesInto(version));
    }

    @Test
    void contentOfAnUnreadableDatasetIsNotLinkedToIt() {
        world.dataset("secret/reviews", "elsewhere", TREE);
        Digest data = document("{\"schema\":\"stemma.data/v1\",\"name\":\"train\",\"tree\":\"" + TREE + "\"}");

        Version version = commit(",\"lineage\":{\"data\":[\"" + data + "\"]}");

        assertEquals(Set.of("data:" + TREE.hex() + " trained-on"), edgesInto(version));
    }

    @Test
    void datasetsByReferenceMustExistAndBeReadable() {
        Version readable = world.dataset("acme/reviews", "rows", TREE);
        Version secret = world.dataset("secret/reviews", "rows", TREE);
        Digest good = document(reference("acme/reviews", readable.digest()));
        Digest unreadable = document(reference("secret/reviews", secret.digest()));
        Digest unknown = document(reference("acme/reviews", Digest.of(new byte[0])));

        assertRefused(ErrorCode.LINEAGE_INVALID, () -> commit(",\"lineage\":{\"data\":[\"" + unreadable + "\"]}"));
        assertRefused(ErrorCode.LINEAGE_INVALID, () -> commit(",\"lineage\":{\"data\":[\"" + unknown + "\"]}"));
        Version version = commit(",\"lineage\":{\"data\":[\"" + good + "\"]}");
        assertEquals(Set.of("dataset:acme/reviews:v1 trained-on"), edgesInto(version));
    }

    private static String reference(String name, Digest digest) {
        return "{\"schema\":\"stemma.data/v1\",\"name\":\"r\",\"dataset\":{\"name\":\"" + name
                + "\",\"version\":\"v1\",\"digest\":\"" + digest + "\"}}";
    }

    @Test
    void parentsMustExistAndBeReadable() {
        Version secret = world.model("secret/base", "base", Map.of());
        String unreadable =
                assertRefused(ErrorCode.LINEAGE_INVALID, () -> commit(parent("secret/base", secret.digest())));
        String unknown = assertRefused(ErrorCode.LINEAGE_INVALID, () -> commit(parent("secret/none", secret.digest())));
        // Nobody learns from the answer which of the two it is.
        assertEquals(unreadable, unknown.replace("secret/none", "secret/base"));
        assertTrue(world.ports.names().find(MINILM).isEmpty());
    }

    private static String parent(String name, Digest digest) {
        return ",\"parents\":[{\"name\":\"" + name + "\",\"digest\":\"" + digest + "\",\"relation\":\"finetune\"}]";
    }

    @Test
    void parentsMayBeOfTheSameName() {
        Version first = world.model("acme/minilm", "first", Map.of());
        Version second = commit(parent("acme/minilm", first.digest()));
        NodeId from = NodeId.parse("model:acme/minilm:v1");
        NodeId to = NodeId.parse("model:" + second.id());
        assertEquals(
                List.of(new Edge(from, to, "finetune")), world.ports.lineage().outOf(List.of(from), 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{}",
                "{\"schema\":\"stemma.run/v2\"}",
                "{\"schema\":\"stemma.run/v1\",\"schema\":\"stemma.run/v1\"}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"f1\":1e999}}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"f1\":NaN}}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"f1\":\"0.9\"}}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"a\":{\"b\":1}}}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":[1]}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"\":1}}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"f\\u0000\":1}}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"f\\ud800\":1}}",
                "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"a\":1,\"a\":2}}",
                "{\"schema\":\"stemma.run/v1\",\"params\":{\"o\":{\"lr\":1}}}",
                "{\"schema\":\"stemma.run/v1\",\"params\":{\"layers\":[1,2]}}",
                "{\"schema\":\"stemma.run/v1\",\"x\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
            })
    void aMalformedRunDocumentIsRefused(String text) {
        Digest run = document(text);
        assertRefused(ErrorCode.LINEAGE_INVALID, () -> commit(",\"lineage\":{\"run\":\"" + run + "\"}"));
        assertTrue(world.ports.names().find(MINILM).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\":\"stemma.code/v1\"}",
                "{\"schema\":\"stemma.code/v1\",\"git\":{\"remote\":\"x\"}}",
                "{\"schema\":\"stemma.code/v1\",\"git\":{\"commit\":\"main\"}}",
                "{\"schema\":\"stemma.code/v1\",\"git\":{\"commit\":\"3F2C1AB0C9D8E7F60514233241506F7E8D9C0B1A\"}}",
                "{\"schema\":\"stemma.code/v1\",\"tree\":{\"sha256\":\"md5:1\"}}",
                "{\"schema\":\"stemma.code/v1\",\"git\":{\"remote\":\"https://ana:hunter2@example.org/x.git\","
                        + "\"commit\":\"3f2c1ab0c9d8e7f60514233241506f7e8d9c0b1a\"}}",
            })
    void aMalformedCodeDocumentIsRefused(String text) {
        Digest code = document(text);
        String sentence =
                assertRefused(ErrorCode.LINEAGE_INVALID, () -> commit(",\"lineage\":{\"code\":\"" + code + "\"}"));
        assertTrue(!sentence.contains("hunter2"), sentence);
    }

    @Test
    void aDocumentLargerThanOneMebibyteIsRefused() {
        Digest run = document("{\"schema\":\"stemma.run/v1\"}" + " ".repeat(1024 * 1024));
        assertRefused(ErrorCode.LINEAGE_INVALID, () -> commit(",\"lineage\":{\"run\":\"" + run + "\"}"));
    }
}
