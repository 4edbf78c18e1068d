package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.ReadScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link Names} promises. */
public interface NamesContract extends PortsContract {

    private Names names() {
        return ports().names();
    }

    @Test
    default void aNameIsThereOnceItWasEnsured() {
        ModelName name = new ModelName(fresh(), "minilm");
        assertEquals(Optional.empty(), names().find(name));

        NameEntry entry = new NameEntry(name, Kind.SUITE, "", 0, NOON, NOON);
        assertEquals(entry, names().ensure(name, Kind.SUITE, NOON));
        assertEquals(entry, names().ensure(name, Kind.SUITE, NOON.plusSeconds(9)));
        assertEquals(Optional.of(entry), names().find(name));
    }

    @Test
    default void aNameKeepsItsKind() {
        ModelName name = freshModel();
        Samples.assertRefused(ErrorCode.KIND_CONFLICT, () -> names().ensure(name, Kind.DATASET, NOON));
        assertEquals(Kind.MODEL, names().find(name).orElseThrow().kind());
    }

    @Test
    default void ensuringANameAtOnceMakesOne() {
        ModelName name = new ModelName(fresh(), "m");
        Set<NameEntry> entries = Set.copyOf(Together.run(8, i -> () -> names().ensure(name, Kind.MODEL, NOON)));
        assertEquals(Set.of(new NameEntry(name, Kind.MODEL, "", 0, NOON, NOON)), entries);
    }

    @Test
    default void ofTwoKindsAtOnceOneWins() {
        ModelName name = new ModelName(fresh(), "m");
        List<String> results = Together.run(8, i -> () -> {
            try {
                return names().ensure(name, i % 2 == 0 ? Kind.MODEL : Kind.DATASET, NOON)
                        .kind()
                        .word();
            } catch (dev.stemma.registry.model.Conflict e) {
                return e.code().name();
            }
        });
        assertEquals(4, results.stream().filter("KIND_CONFLICT"::equals).count());
        assertEquals(2, Set.copyOf(results).size());
    }

    @Test
    default void aDescriptionIsReplaced() {
        ModelName name = freshModel();
        names().describe(name, "sentence \"embeddings\"\n模型", NOON.plusSeconds(1));
        assertEquals(
                new NameEntry(name, Kind.MODEL, "sentence \"embeddings\"\n模型", 0, NOON, NOON.plusSeconds(1)),
                names().find(name).orElseThrow());
        Samples.assertRefused(ErrorCode.NAME_NOT_FOUND, () -> names().describe(new ModelName(fresh(), "m"), "", NOON));
    }

    @Test
    default void onlyANameWithoutVersionsIsRemoved() {
        ModelName empty = freshModel();
        names().remove(empty);
        names().remove(empty);
        assertEquals(Optional.empty(), names().find(empty));

        ModelName full = freshModel();
        ports().versions().append(Samples.version(full, "one"));
        Samples.assertRefused(ErrorCode.NAME_NOT_EMPTY, () -> names().remove(full));
        assertEquals(1, names().find(full).orElseThrow().versions());
    }

    @Test
    default void namesAreListedInTheOrderOfTheirBytesPageByPage() {
        String ns = fresh();
        List<String> sorted = List.of("a", "a-b", "a.b", "a0", "a_b", "aa", "b", "b-a", "ba");
        List<String> shuffled = List.of("ba", "a_b", "b", "a", "a0", "a-b", "aa", "b-a", "a.b");
        shuffled.forEach(name -> existing(new ModelName(ns, name), Kind.MODEL));
        existing(new ModelName(ns, "a-dataset"), Kind.DATASET);

        assertEquals(sorted, allPages(Names.Sort.NAME, ns, 2));
        assertEquals(sorted, allPages(Names.Sort.NAME, ns, 9));
        assertEquals(sorted, allPages(Names.Sort.NAME, ns, 100));
    }

    @Test
    default void namesAreListedByLastChange() {
        String ns = fresh();
        List.of("a", "b", "c", "d", "e").forEach(name -> existing(new ModelName(ns, name), Kind.MODEL));
        List<String> changed = List.of("c", "a", "e", "b", "d");
        for (int i = 0; i < changed.size(); i++) {
            names().describe(new ModelName(ns, changed.get(i)), "", NOON.plusMillis(i + 1));
        }
        assertEquals(changed.reversed(), allPages(Names.Sort.UPDATED, ns, 2));
    }

    @Test
    default void changesAtOneInstantAreAllListed() {
        String ns = fresh();
        List.of("a", "b", "c", "d", "e").forEach(name -> existing(new ModelName(ns, name), Kind.MODEL));
        assertEquals(Set.of("a", "b", "c", "d", "e"), Set.copyOf(allPages(Names.Sort.UPDATED, ns, 2)));
    }

    private List<String> allPages(Names.Sort sort, String ns, int limit) {
        Names.Query query = new Names.Query(Kind.MODEL, Optional.empty(), Optional.empty(), sort, only(ns));
        List<String> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<NameEntry> page = names().list(query, new PageRequest(limit, after));
            page.items().forEach(entry -> all.add(entry.name().name()));
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    @Test
    default void aQueryFiltersByNamespaceTextAndPermission() {
        String mine = fresh();
        String theirs = fresh();
        existing(new ModelName(mine, "mini-lm"), Kind.MODEL);
        existing(new ModelName(mine, "other"), Kind.MODEL);
        names().describe(new ModelName(mine, "other"), "like Mini-LM, 100%_sure!", NOON);
        existing(new ModelName(theirs, "mini-lm"), Kind.MODEL);

        assertEquals(List.of("mini-lm", "other"), found(Optional.of("MINI-lm"), Optional.empty(), only(mine)));
        assertEquals(List.of("other"), found(Optional.of("0%_S"), Optional.empty(), only(mine)));
        assertEquals(List.of("other"), found(Optional.of("sure!"), Optional.empty(), only(mine)));
        assertEquals(List.of(), found(Optional.of("m_ni"), Optional.empty(), only(mine)));
        assertEquals(List.of("mini-lm"), found(Optional.empty(), Optional.of(theirs), only(mine, theirs)));
        assertEquals(List.of("mini-lm"), found(Optional.empty(), Optional.of(theirs), ReadScope.all()));
        assertEquals(List.of(), found(Optional.empty(), Optional.of(theirs), only(mine)));
        assertEquals(List.of(), found(Optional.empty(), Optional.of(mine), only()));
    }

    private List<String> found(Optional<String> text, Optional<String> namespace, ReadScope readable) {
        return names()
                .list(new Names.Query(Kind.MODEL, namespace, text, Names.Sort.NAME, readable), PageRequest.first())
                .items()
                .stream()
                .map(entry -> entry.name().name())
                .toList();
    }

    @Test
    default void aCursorOfAnotherListIsRefused() {
        String ns = fresh();
        existing(new ModelName(ns, "a"), Kind.MODEL);
        for (Names.Sort sort : Names.Sort.values()) {
            Names.Query query = new Names.Query(Kind.MODEL, Optional.empty(), Optional.empty(), sort, only(ns));
            Samples.assertRefused(
                    ErrorCode.REQUEST_INVALID, () -> names().list(query, new PageRequest(1, Optional.of("no'cursor"))));
        }
    }

    @Test
    default void namespacesAreCountedByKind() {
        String one = fresh();
        String two = fresh();
        existing(new ModelName(one, "a"), Kind.MODEL);
        existing(new ModelName(one, "b"), Kind.MODEL);
        existing(new ModelName(one, "c"), Kind.SUITE);
        existing(new ModelName(two, "a"), Kind.DATASET);

        List<Names.NamespaceEntry> expected = new ArrayList<>(
                List.of(new Names.NamespaceEntry(one, 2, 0, 1), new Names.NamespaceEntry(two, 0, 1, 0)));
        expected.sort(java.util.Comparator.comparing(Names.NamespaceEntry::namespace));
        assertEquals(expected, names().namespaces(only(one, two, fresh())));
        assertEquals(List.of(), names().namespaces(only()));
    }
}
