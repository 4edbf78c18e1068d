package dev.stemma.registry.flow.lineage;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.lineage.Edge;
import dev.stemma.lineage.LineageWalk;
import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Refs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineageQueryTest {

    private static final String CODE = "code:3f2c1ab0c9d8e7f60514233241506f7e8d9c0b1a";
    private static final String SECRET_RUN = "run:" + "7".repeat(64);
    private static final int ALL = LineageWalk.ALL;
    private static final ReadScope ACME = FlowWorld.caller("ana", "acme").readable();

    private final FlowWorld world = new FlowWorld();
    private final LineageQuery lineage = new LineageQuery(
            world.ports.lineage(), world.resolver, new VersionFacts(world.ports.refs(), world.ports.versions()));

    /** acme/base:v1 → secret/tuned:v1 → acme/final:v1, one commit behind all, and a run behind the secret one only. */
    @BeforeEach
    void aFamilyAcrossNamespaces() {
        for (String name : List.of("acme/base", "secret/tuned", "acme/final")) {
            world.model(name, name, Map.of());
        }
        add("model:acme/base:v1", "finetune", "model:secret/tuned:v1");
        add("model:secret/tuned:v1", "quantize", "model:acme/final:v1");
        add(CODE, "code-of", "model:acme/base:v1");
        add(CODE, "code-of", "model:secret/tuned:v1");
        add(SECRET_RUN, "produced", "model:secret/tuned:v1");
    }

    private void add(String from, String type, String to) {
        NodeId start = NodeId.parse(from);
        NodeId end = NodeId.parse(to);
        world.ports
                .lineage()
                .add(List.of(new Node(start, from), new Node(end, to)), List.of(new Edge(start, end, type)));
    }

    private Set<String> seen(String focus, ReadScope readable) {
        return lineage.around(focus, ALL, ALL, readable).graph().nodes().stream()
                .map(node -> node.id().toString())
                .collect(Collectors.toSet());
    }

    @Test
    void whoMayReadAllSeesAll() {
        assertEquals(
                Set.of("model:acme/base:v1", "model:secret/tuned:v1", "model:acme/final:v1", CODE, SECRET_RUN),
                seen("acme/final:v1", ReadScope.all()));
    }

    @Test
    void whatIsUnreadableIsNeitherShownNorWalkedThrough() {
        assertEquals(Set.of("model:acme/final:v1"), seen("acme/final:v1", ACME));
        assertEquals(Set.of("model:acme/base:v1", CODE), seen("acme/base", ACME));
    }

    @Test
    void edgesToWhatIsUnreadableAreNotShown() {
        LineageView view = lineage.around(CODE, ALL, ALL, ACME);
        assertEquals(
                List.of(new Edge(NodeId.parse(CODE), NodeId.parse("model:acme/base:v1"), "code-of")),
                view.graph().edges());
    }

    @Test
    void anUnreadableFocusIsNotFound() {
        assertRefused(ErrorCode.NAME_NOT_FOUND, () -> seen("secret/tuned:v1", ACME));
        assertRefused(ErrorCode.NAME_NOT_FOUND, () -> seen("model:secret/tuned:v1", ACME));
        assertRefused(ErrorCode.NOT_FOUND, () -> lineage.around(NodeId.parse("model:secret/tuned:v1"), ALL, ALL, ACME));
    }

    @Test
    void aFocusThatOnlyTouchesUnreadableVersionsLooksLikeNone() {
        String hidden = assertRefused(ErrorCode.NOT_FOUND, () -> seen(SECRET_RUN, ACME));
        String none = assertRefused(ErrorCode.NOT_FOUND, () -> seen("run:" + "8".repeat(64), ACME));
        assertEquals(hidden, none.replace("8", "7"));
        assertEquals(
                Set.of(SECRET_RUN, "model:secret/tuned:v1", "model:acme/final:v1"), seen(SECRET_RUN, ReadScope.all()));
    }

    @Test
    void levelsAreCounted() {
        assertEquals(
                List.of("model:acme/final:v1", "model:secret/tuned:v1"),
                lineage.around("acme/final:v1", 1, 0, ReadScope.all()).graph().nodes().stream()
                        .map(node -> node.id().toString())
                        .toList());
    }

    @Test
    void aliasesAndYanksStandBesideTheVersions() {
        VersionId base = new VersionId(ModelName.parse("acme/base"), 1);
        world.ports.versions().setYanked(base, Optional.of(new Version.Yank("ana", world.clock.instant(), "leak")));
        var _ = world.ports
                .refs()
                .move(new Refs.Move(
                        base.name(),
                        new AliasName("candidate"),
                        OptionalLong.empty(),
                        OptionalInt.of(1),
                        "ana",
                        world.clock.instant(),
                        "",
                        OptionalLong.empty()));
        LineageView view = lineage.around("acme/base:v1", 0, 0, ACME);
        NodeId node = NodeId.parse("model:acme/base:v1");
        assertEquals(Map.of(node, List.of(new AliasName("candidate"))), view.aliases());
        assertEquals(Set.of(node), view.yanked());
    }

    @Test
    void aFocusThatIsNothingIsInvalid() {
        assertRefused(ErrorCode.REFERENCE_INVALID, () -> seen("nonsense", ACME));
        assertRefused(ErrorCode.NAME_NOT_FOUND, () -> seen("suite:acme/base:v1", ACME));
    }
}
