package dev.stemma.registry.flow.history;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.history.VersionView.Parent;
import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.LineageDocuments;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers what is shown beside versions of one name: a few queries for all of them together. */
@ApplicationScoped
class VersionViews {

    private final Versions versions;
    private final Refs refs;
    private final LineageDocuments documents;
    private final NewestValidations validations;

    VersionViews(Versions versions, Refs refs, LineageDocuments documents, NewestValidations validations) {
        this.versions = versions;
        this.refs = refs;
        this.documents = documents;
        this.validations = validations;
    }

    List<VersionView> of(ModelName name, List<Version> shown, ReadScope readable) {
        Map<Integer, List<AliasName>> aliases = refs.list(name).stream()
                .collect(Collectors.groupingBy(Alias::version, Collectors.mapping(Alias::alias, Collectors.toList())));
        Map<Digest, String> texts = documents.find(shown.stream()
                .flatMap(version -> version.manifest().lineage().all())
                .collect(Collectors.toSet()));
        var newest = validations.of(name, shown);
        Function<ParentRef, Optional<VersionId>> parents = parents(shown, readable);
        return shown.stream()
                .map(version -> new VersionView(
                        version,
                        aliases.getOrDefault(version.id().number(), List.of()),
                        version.manifest().parents().stream()
                                .map(parent -> new Parent(parent, parents.apply(parent)))
                                .toList(),
                        documentsOf(version, texts),
                        Optional.ofNullable(newest.get(version.id()))))
                .toList();
    }

    private static Map<Digest, String> documentsOf(Version version, Map<Digest, String> texts) {
        return version.manifest()
                .lineage()
                .all()
                .distinct()
                .filter(texts::containsKey)
                .collect(Collectors.toMap(Function.identity(), digest -> texts.getOrDefault(digest, "")));
    }

    /** Parents are most often versions of the same list, and many versions share one: each is looked up once at most. */
    private Function<ParentRef, Optional<VersionId>> parents(List<Version> shown, ReadScope readable) {
        record Key(ModelName name, Digest digest) {}
        Map<Key, Optional<VersionId>> known = new HashMap<>();
        shown.forEach(version -> known.put(new Key(version.id().name(), version.digest()), Optional.of(version.id())));
        return parent -> readable.includes(parent.name().namespace())
                ? known.computeIfAbsent(new Key(parent.name(), parent.digest()), missing -> look(parent))
                : Optional.empty();
    }

    private Optional<VersionId> look(ParentRef parent) {
        return versions.findByDigest(parent.name(), parent.digest().hex()).stream()
                .findFirst()
                .map(Version::id);
    }
}
