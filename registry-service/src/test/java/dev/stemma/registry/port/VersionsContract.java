package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Versions} promises. */
public interface VersionsContract extends PortsContract {

    private Versions versions() {
        return ports().versions();
    }

    private Version append(ModelName name, String text, String... labels) {
        return versions().append(Samples.version(name, text, labels)).version();
    }

    private VersionId id(ModelName name, int number) {
        return new VersionId(name, number);
    }

    @Test
    default void everythingThatAVersionHasIsReadBack() {
        ModelName name = freshModel();
        NewVersion pushed = Samples.rich(name, "{\"schema\":\"x\"}\n\u00fc");
        Versions.Appended appended = versions().append(pushed);

        Version expected = new Version(
                id(name, 1),
                pushed.digest(),
                pushed.manifest(),
                pushed.message(),
                pushed.createdBy(),
                pushed.createdAt(),
                List.of(new Label("1.9+rc.1"), new Label("2.1.0")),
                Optional.empty(),
                Optional.empty(),
                pushed.metrics(),
                pushed.modelInterface());
        assertTrue(appended.created());
        assertEquals(expected, appended.version());
        assertEquals(Optional.of(expected), versions().find(id(name, 1)));
        assertEquals(Optional.of(pushed.manifestText()), versions().manifest(id(name, 1)));
        assertEquals(
                List.of(expected), versions().list(name, PageRequest.first()).items());
    }

    @Test
    default void numbersCountUpFromOneAndTheNameKnows() {
        ModelName name = freshModel();
        assertEquals(id(name, 1), append(name, "one").id());
        assertEquals(id(name, 2), append(name, "two").id());
        ports().versions()
                .append(new NewVersion(
                        name,
                        Samples.digest("three"),
                        "three",
                        Samples.version(name, "three").manifest(),
                        "",
                        "ada",
                        NOON.plusSeconds(60),
                        List.of(),
                        new java.util.TreeMap<>(),
                        Optional.empty()));

        var entry = ports().names().find(name).orElseThrow();
        assertEquals(3, entry.versions());
        assertEquals(NOON.plusSeconds(60), entry.updatedAt());
    }

    @Test
    default void theSameManifestIsNotPublishedTwice() {
        ModelName name = freshModel();
        Version first = append(name, "one", "1.0");
        Versions.Appended again = versions().append(Samples.version(name, "one", "1.1"));

        assertFalse(again.created());
        assertEquals(first, again.version());
        assertEquals(1, ports().names().find(name).orElseThrow().versions());
        ModelName other = freshModel();
        assertTrue(versions().append(Samples.version(other, "one")).created(), "another name has its own versions");
    }

    @Test
    default void aVersionNeedsItsName() {
        Samples.assertRefused(ErrorCode.NAME_NOT_FOUND, () -> append(new ModelName(fresh(), "m"), "one"));
    }

    @Test
    default void eightPushersAtOnceGetNumbersWithoutGaps() {
        ModelName name = freshModel();
        List<List<Integer>> numbers = Together.run(
                8,
                thread -> () -> IntStream.range(0, 5)
                        .mapToObj(
                                i -> append(name, "t" + thread + " v" + i).id().number())
                        .toList());
        Set<Integer> all = new TreeSet<>();
        numbers.forEach(all::addAll);
        assertEquals(IntStream.rangeClosed(1, 40).boxed().toList(), List.copyOf(all));
        assertEquals(40, ports().names().find(name).orElseThrow().versions());
    }

    @Test
    default void pushingTheSameManifestAtOncePublishesItOnce() {
        ModelName name = freshModel();
        List<Versions.Appended> all = Together.run(8, i -> () -> versions().append(Samples.version(name, "one")));
        assertEquals(1, all.stream().filter(Versions.Appended::created).count());
        assertEquals(1, all.stream().map(Versions.Appended::version).distinct().count());
    }

    @Test
    default void aVersionIsFoundByThePrefixOfItsDigest() {
        ModelName name = freshModel();
        Version one = append(name, "one");
        Version two = append(name, "two");
        String hex = two.digest().hex();

        assertEquals(List.of(two), versions().findByDigest(name, hex));
        assertEquals(List.of(two), versions().findByDigest(name, hex.substring(0, 12)));
        assertEquals(List.of(one, two), versions().findByDigest(name, ""), "at most two, oldest first");
        append(name, "three");
        assertEquals(List.of(one, two), versions().findByDigest(name, ""));
        assertEquals(List.of(), versions().findByDigest(name, "0".repeat(64)));
        assertEquals(List.of(), versions().findByDigest(new ModelName(fresh(), "m"), hex));
    }

    @Test
    default void aLabelBelongsToOneVersion() {
        ModelName name = freshModel();
        append(name, "one", "1.0");
        append(name, "two");
        versions().addLabel(id(name, 1), new Label("1.0"));
        versions().addLabel(id(name, 2), new Label("2.0"));

        Samples.assertRefused(ErrorCode.LABEL_TAKEN, () -> versions().addLabel(id(name, 2), new Label("1.0")));
        Samples.assertRefused(ErrorCode.LABEL_TAKEN, () -> append(name, "three", "3.0", "1.0"));
        Samples.assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> versions().addLabel(id(name, 9), new Label("9")));
        assertEquals(Optional.empty(), versions().findByLabel(name, new Label("3.0")));
        assertEquals(2, ports().names().find(name).orElseThrow().versions());
        assertEquals(
                2,
                versions()
                        .findByLabel(name, new Label("2.0"))
                        .orElseThrow()
                        .id()
                        .number());
        assertEquals(
                List.of(new Label("1.0")),
                versions().find(id(name, 1)).orElseThrow().labels());
    }

    @Test
    default void ofTwoWhoGiveOneLabelAtOnceOneWins() {
        ModelName name = freshModel();
        for (int i = 0; i < 6; i++) {
            append(name, "v" + i);
        }
        List<Boolean> won = Together.run(6, i -> () -> {
            try {
                versions().addLabel(id(name, i + 1), new Label("gold"));
                return true;
            } catch (Conflict e) {
                assertEquals(ErrorCode.LABEL_TAKEN, e.code());
                return false;
            }
        });
        assertEquals(1, won.stream().filter(w -> w).count());
        assertEquals(
                won.indexOf(true) + 1,
                versions()
                        .findByLabel(name, new Label("gold"))
                        .orElseThrow()
                        .id()
                        .number());
    }

    @Test
    default void latestIsTheHighestThatIsNotYanked() {
        ModelName name = freshModel();
        assertEquals(Optional.empty(), versions().latest(name));
        append(name, "one");
        append(name, "two");
        assertEquals(2, versions().latest(name).orElseThrow().id().number());

        Version.Yank yank = new Version.Yank("bob", NOON.plusSeconds(5), "leaks \"training\" data");
        versions().setYanked(id(name, 2), Optional.of(yank));
        assertEquals(1, versions().latest(name).orElseThrow().id().number());
        assertEquals(
                Optional.of(yank), versions().find(id(name, 2)).orElseThrow().yanked());
        versions().setYanked(id(name, 1), Optional.of(yank));
        assertEquals(Optional.empty(), versions().latest(name));
        versions().setYanked(id(name, 2), Optional.empty());
        assertEquals(2, versions().latest(name).orElseThrow().id().number());
        Samples.assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> versions().setYanked(id(name, 3), Optional.empty()));
    }

    @Test
    default void versionsAreListedNewestFirstPageByPage() {
        ModelName name = freshModel();
        for (int i = 1; i <= 7; i++) {
            append(name, "v" + i, "l" + i);
        }
        List<Integer> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Version> page = versions().list(name, new PageRequest(3, after));
            page.items().forEach(version -> {
                all.add(version.id().number());
                assertEquals(List.of(new Label("l" + version.id().number())), version.labels());
                assertEquals(1, version.manifest().files().size());
            });
            after = page.next();
        } while (after.isPresent());
        assertEquals(List.of(7, 6, 5, 4, 3, 2, 1), all);
        assertEquals(
                List.of(),
                versions()
                        .list(new ModelName(fresh(), "m"), PageRequest.first())
                        .items());
        Samples.assertRefused(
                ErrorCode.REQUEST_INVALID, () -> versions().list(name, new PageRequest(3, Optional.of("x"))));
    }

    @Test
    default void aNameContainsTheBlobsOfItsVersionsOnly() {
        ModelName name = freshModel();
        NewVersion pushed = Samples.rich(name, "one");
        versions().append(pushed);

        pushed.manifest().requiredBlobs().forEach(blob -> assertTrue(versions().contains(name, blob)));
        assertFalse(versions().contains(name, pushed.digest()));
        ModelName other = freshModel();
        pushed.manifest().requiredBlobs().forEach(blob -> assertFalse(versions().contains(other, blob)));
    }

    @Test
    default void aFileIsFoundInReadableNamespacesOnly() {
        ModelName name = freshModel();
        NewVersion pushed = Samples.version(name, "a version of its own " + name);
        Digest file = pushed.manifest().files().getFirst().digest();
        assertFalse(versions().containsReadable(file, ReadScope.all()));
        versions().append(pushed);
        assertTrue(versions().containsReadable(file, ReadScope.all()));
        assertTrue(versions().containsReadable(file, only(name.namespace())));
        assertFalse(versions().containsReadable(file, only(fresh())));
        assertFalse(versions().containsReadable(file, only()));
    }

    @Test
    default void datasetsAreFoundByTheirTreeInReadableNamespaces() {
        Digest tree = Samples.digest(fresh());
        ModelName mine = existing(new ModelName(fresh(), "d"), Kind.DATASET);
        ModelName theirs = existing(new ModelName(fresh(), "d"), Kind.DATASET);
        versions().append(Samples.dataset(mine, "one", tree));
        versions().append(Samples.dataset(mine, "other", Samples.digest("other tree")));
        versions().append(Samples.dataset(theirs, "two", tree));
        versions().append(Samples.dataset(mine, "three", tree));

        assertEquals(List.of(id(mine, 1), id(mine, 3)), versions().datasetsByTree(tree, only(mine.namespace())));
        assertEquals(
                Set.of(id(mine, 1), id(mine, 3), id(theirs, 1)),
                Set.copyOf(versions().datasetsByTree(tree, ReadScope.all())));
        assertEquals(List.of(), versions().datasetsByTree(tree, only()));
    }

    @Test
    default void aVersionOfManyFilesIsKeptWhole() {
        ModelName name = freshModel();
        List<FileEntry> files = IntStream.range(0, 2_500)
                .mapToObj(i -> Samples.file("f%05d".formatted(i), "text " + i))
                .toList();
        Manifest manifest = new Manifest(
                Kind.MODEL, files, Manifest.LineageRefs.NONE, List.of(), Optional.empty(), Optional.empty());
        String text = "x".repeat(900_000) + fresh();
        versions().append(Samples.version(name, manifest, text));

        assertEquals(
                files, versions().find(id(name, 1)).orElseThrow().manifest().files());
        assertEquals(Optional.of(text), versions().manifest(id(name, 1)));
    }

    @Test
    default void missingVersionsAreNotFound() {
        ModelName name = freshModel();
        assertEquals(Optional.empty(), versions().find(id(name, 1)));
        assertEquals(Optional.empty(), versions().manifest(id(name, 1)));
        assertEquals(Optional.empty(), versions().find(id(new ModelName(fresh(), "m"), 1)));
        assertEquals(Optional.empty(), versions().findByLabel(name, new Label("1.0")));
    }
}
