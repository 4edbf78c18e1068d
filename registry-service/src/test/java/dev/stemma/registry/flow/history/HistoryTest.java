package dev.stemma.registry.flow.history;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.model.validation.Verdict;
import dev.stemma.registry.port.Names;
import dev.stemma.registry.port.Refs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final ModelName MINILM = ModelName.parse("acme/minilm");
    private static final Caller ANA = FlowWorld.caller("ana", "acme");
    private static final AliasName CANDIDATE = new AliasName("candidate");
    private static final AliasName PRODUCTION = new AliasName("production");
    private static final Selector LATEST = new Selector.Latest();

    private final FlowWorld world = new FlowWorld();
    private final VersionHistory history = new VersionHistory(
            world.resolver,
            world.ports.versions(),
            new VersionViews(
                    world.ports.versions(),
                    world.ports.refs(),
                    world.ports.lineageDocuments(),
                    new NewestValidations(world.ports.validationQueue())),
            world.journal,
            world.ledger,
            world.ports.transactions(),
            world.clock);
    private final Aliases aliases = new Aliases(
            world.resolver,
            world.ports.refs(),
            (kind, name) -> Set.of(PRODUCTION),
            world.journal,
            world.ledger,
            world.ports.transactions(),
            world.clock);
    private final NameCatalogue names = new NameCatalogue(
            world.ports.names(),
            world.resolver,
            new NameViews(world.ports.versions(), world.ports.refs(), world.ports.validationQueue()),
            world.journal,
            world.ports.transactions(),
            world.clock);

    private AliasView set(String version, OptionalLong expected) {
        return aliases.set(Kind.MODEL, MINILM, CANDIDATE, Selector.parse(version), expected, "", ANA);
    }

    private String newestAction() {
        return world.ports
                .auditLog()
                .list(Optional.empty(), PageRequest.first())
                .items()
                .getFirst()
                .action();
    }

    @Test
    void aVersionIsShownWithAllThatHoldsOfIt() {
        Version version = world.model("acme/minilm", "one", Map.of());
        Job job = world.validated(version, Optional.empty(), Verdict.SMOKE, 0, 0);
        set("v1", OptionalLong.empty());

        VersionView view = history.show(Kind.MODEL, MINILM, Selector.parse("@candidate"), ANA.readable());

        assertEquals(version, view.version());
        assertEquals(List.of(CANDIDATE), view.aliases());
        assertEquals(Optional.of(job), view.validation());
    }

    @Test
    void aListShowsOfEachVersionWhatTheVersionItselfShows() {
        Version first = world.model("acme/minilm", "one", Map.of());
        Version second = world.model("acme/minilm", "two", Map.of());
        world.validated(first, Optional.empty(), Verdict.SMOKE, 0, 0);
        world.validated(second, Optional.empty(), Verdict.ERROR, 0, 0);
        world.jobs.enqueue(second, Optional.empty(), "ana");
        set("v1", OptionalLong.empty());

        Page<VersionView> page = history.list(Kind.MODEL, MINILM, PageRequest.first(), ANA.readable());

        assertEquals(List.of(history.view(second, ANA.readable()), history.view(first, ANA.readable())), page.items());
        assertEquals(
                Job.State.QUEUED,
                page.items().getFirst().validation().orElseThrow().state());
    }

    @Test
    void parentsAreNamedOnlyToThoseWhoMayReadThem() {
        Version parent = world.model("secret/base", "base", Map.of());
        Version child = child(parent);

        VersionView forAna = history.view(child, ANA.readable());
        VersionView forAll = history.view(child, ReadScope.all());

        assertEquals(Optional.empty(), forAna.parents().getFirst().version());
        assertEquals(Optional.of(parent.id()), forAll.parents().getFirst().version());
    }

    private Version child(Version parent) {
        ParentRef ref = new ParentRef(parent.id().name(), parent.digest(), ParentRef.Relation.FINETUNE);
        Manifest manifest = new Manifest(
                Kind.MODEL, List.of(), Manifest.LineageRefs.NONE, List.of(ref), Optional.empty(), Optional.empty());
        var _ = world.ports.names().ensure(MINILM, Kind.MODEL, world.clock.instant());
        return world.ports
                .versions()
                .append(new NewVersion(
                        MINILM,
                        Digest.of(FlowWorld.bytes("child")),
                        "child",
                        manifest,
                        "",
                        "ana",
                        world.clock.instant(),
                        List.of(),
                        new TreeMap<>(),
                        Optional.empty()))
                .version();
    }

    @Test
    void aYankIsSaidAndLatestPassesOverIt() {
        world.model("acme/minilm", "one", Map.of());
        world.model("acme/minilm", "two", Map.of());
        set("v2", OptionalLong.empty());

        VersionView yanked = history.yank(Kind.MODEL, MINILM, LATEST, "label leak", ANA);

        assertEquals("label leak", yanked.version().yanked().orElseThrow().reason());
        assertEquals(List.of(CANDIDATE), yanked.aliases());
        assertEquals("version.yanked", newestAction());
        assertEquals(
                1,
                history.show(Kind.MODEL, MINILM, LATEST, ANA.readable())
                        .version()
                        .id()
                        .number());
        assertRefused(ErrorCode.VERSION_YANKED, () -> set("v2", OptionalLong.of(1)));

        VersionView back = history.unyank(Kind.MODEL, MINILM, Selector.parse("v2"), "was wrong", ANA);
        assertEquals(Optional.empty(), back.version().yanked());
        assertEquals(
                2,
                history.show(Kind.MODEL, MINILM, LATEST, ANA.readable())
                        .version()
                        .id()
                        .number());
    }

    @Test
    void aYankNeedsAReason() {
        world.model("acme/minilm", "one", Map.of());
        assertRefused(ErrorCode.REQUEST_INVALID, () -> history.yank(Kind.MODEL, MINILM, LATEST, " ", ANA));
    }

    @Test
    void aLabelStaysWhereItIs() {
        world.model("acme/minilm", "one", Map.of());
        world.model("acme/minilm", "two", Map.of());
        Label label = new Label("2.1.0");
        history.addLabel(Kind.MODEL, MINILM, Selector.parse("v1"), label, ANA);
        history.addLabel(Kind.MODEL, MINILM, Selector.parse("v1"), label, ANA);
        assertRefused(ErrorCode.LABEL_TAKEN, () -> history.addLabel(Kind.MODEL, MINILM, LATEST, label, ANA));
        assertEquals(
                1,
                history.show(Kind.MODEL, MINILM, Selector.parse("2.1.0"), ANA.readable())
                        .version()
                        .id()
                        .number());
    }

    @Test
    void anAliasMovesOnlyFromWhereTheCallerSawIt() {
        world.model("acme/minilm", "one", Map.of());
        world.model("acme/minilm", "two", Map.of());
        AliasView first = set("v1", OptionalLong.empty());
        assertRefused(ErrorCode.ALIAS_MOVED, () -> set("v2", OptionalLong.empty()));
        AliasView second = set("v2", OptionalLong.of(first.alias().sequence()));
        assertRefused(
                ErrorCode.ALIAS_MOVED,
                () -> set("v1", OptionalLong.of(first.alias().sequence())));
        assertEquals(2, second.alias().version());
        assertFalse(second.stage());

        aliases.remove(Kind.MODEL, MINILM, CANDIDATE, second.alias().sequence(), ANA);
        assertRefused(ErrorCode.ALIAS_NOT_FOUND, () -> aliases.show(Kind.MODEL, MINILM, CANDIDATE));
        assertEquals(
                3,
                aliases.history(Kind.MODEL, MINILM, CANDIDATE, PageRequest.first())
                        .items()
                        .size());
        assertEquals("alias.removed", newestAction());
    }

    @Test
    void stagesAreShownButNotMovedHere() {
        Version version = world.model("acme/minilm", "one", Map.of());
        assertRefused(
                ErrorCode.ALIAS_PROTECTED,
                () -> aliases.set(Kind.MODEL, MINILM, PRODUCTION, LATEST, OptionalLong.empty(), "", ANA));
        assertRefused(ErrorCode.ALIAS_PROTECTED, () -> aliases.remove(Kind.MODEL, MINILM, PRODUCTION, 1, ANA));
        world.ports
                .refs()
                .move(new Refs.Move(
                        MINILM,
                        PRODUCTION,
                        OptionalLong.empty(),
                        OptionalInt.of(1),
                        "ana",
                        world.clock.instant(),
                        "",
                        OptionalLong.of(1)));
        AliasView shown = aliases.list(Kind.MODEL, MINILM).getFirst();
        assertTrue(shown.stage());
        assertEquals(version.digest(), shown.digest());
    }

    @Test
    void anAliasThatWasNeverSetHasNoHistory() {
        world.model("acme/minilm", "one", Map.of());
        assertRefused(
                ErrorCode.ALIAS_NOT_FOUND, () -> aliases.history(Kind.MODEL, MINILM, CANDIDATE, PageRequest.first()));
    }

    @Test
    void namesAreCreatedDescribedAndDeleted() {
        assertTrue(names.put(Kind.MODEL, MINILM, "Sentence embeddings", ANA));
        assertFalse(names.put(Kind.MODEL, MINILM, "Better ones", ANA));
        assertEquals("Better ones", names.show(Kind.MODEL, MINILM).entry().description());
        assertRefused(ErrorCode.KIND_CONFLICT, () -> names.put(Kind.SUITE, MINILM, "", ANA));
        assertRefused(ErrorCode.REQUEST_INVALID, () -> names.put(Kind.MODEL, MINILM, "x".repeat(1_001), ANA));
        assertRefused(ErrorCode.NAME_NOT_FOUND, () -> names.show(Kind.SUITE, MINILM));

        names.delete(Kind.MODEL, MINILM, ANA);
        assertRefused(ErrorCode.NAME_NOT_FOUND, () -> names.delete(Kind.MODEL, MINILM, ANA));
        assertEquals("name.deleted", newestAction());
    }

    @Test
    void aNameWithVersionsIsNotDeleted() {
        world.model("acme/minilm", "one", Map.of());
        assertRefused(ErrorCode.NAME_NOT_EMPTY, () -> names.delete(Kind.MODEL, MINILM, ANA));
        assertEquals(
                "acme/minilm", names.show(Kind.MODEL, MINILM).entry().name().toString());
    }

    @Test
    void aListOfNamesShowsLatestAliasesAndVerdict() {
        Version version = world.model("acme/minilm", "one", Map.of());
        Job job = world.validated(version, Optional.empty(), Verdict.SMOKE, 0, 0);
        world.model("secret/base", "base", Map.of());
        set("v1", OptionalLong.empty());

        Names.Query query =
                new Names.Query(Kind.MODEL, Optional.empty(), Optional.empty(), Names.Sort.NAME, ANA.readable());
        List<NameView> shown = names.list(query, PageRequest.first()).items();

        assertEquals(1, shown.size());
        assertEquals(Optional.of(version), shown.getFirst().latest());
        assertEquals(CANDIDATE, shown.getFirst().aliases().getFirst().alias());
        assertEquals(Optional.of(job), shown.getFirst().validation());
    }
}
