package dev.stemma.registry.flow;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Names;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the version that a selector or reference means. It stands beside the steps because nearly all of them resolve references; it
 * needs three ports, so it can't be a value in {@code model}.
 */
@ApplicationScoped
public class VersionResolver {

    private final Names names;
    private final Versions versions;
    private final Refs refs;

    /** Over these ports. */
    public VersionResolver(Names names, Versions versions, Refs refs) {
        this.names = names;
        this.versions = versions;
        this.refs = refs;
    }

    /**
     * The entry of a name of that kind.
     *
     * @throws NotFound {@code NAME_NOT_FOUND} when it does not exist or holds another kind
     */
    public NameEntry name(Kind kind, ModelName name) {
        return names.find(name).filter(entry -> entry.kind() == kind).orElseThrow(() -> noName(kind, name));
    }

    /**
     * The version that a selector means within a name of that kind.
     *
     * @throws NotFound {@code NAME_NOT_FOUND}, {@code VERSION_NOT_FOUND} or {@code VERSION_REMOVED}
     * @throws InvalidInput {@code REFERENCE_AMBIGUOUS} when several versions start with the digest
     */
    public Version version(Kind kind, ModelName name, Selector selector) {
        Version version = listed(kind, name, selector);
        version.removed().ifPresent(removal -> {
            throw removed(version, removal);
        });
        return version;
    }

    /**
     * Like {@link #version}, but a removed version is found too: for those who show or restore it.
     *
     * @throws NotFound {@code NAME_NOT_FOUND} or {@code VERSION_NOT_FOUND}
     * @throws InvalidInput {@code REFERENCE_AMBIGUOUS} when several versions start with the digest
     */
    public Version listed(Kind kind, ModelName name, Selector selector) {
        name(kind, name);
        return lookUp(name, selector).orElseThrow(() -> noVersion(name, selector));
    }

    /**
     * The version that a reference means, if the caller may read its namespace; one that the caller may not read looks like one that
     * does not exist.
     *
     * @throws NotFound {@code NAME_NOT_FOUND} or {@code VERSION_NOT_FOUND}
     * @throws InvalidInput {@code REFERENCE_AMBIGUOUS} when several versions start with the digest
     */
    public Version version(Reference reference, ReadScope readable) {
        if (!readable.includes(reference.name().namespace())) {
            throw noName(reference.kind(), reference.name());
        }
        return version(reference.kind(), reference.name(), reference.selector());
    }

    /** The version that a selector means within a name, if there is one that is not removed. */
    public Optional<Version> find(ModelName name, Selector selector) {
        return lookUp(name, selector).filter(version -> version.removed().isEmpty());
    }

    private Optional<Version> lookUp(ModelName name, Selector selector) {
        return switch (selector) {
            case Selector.ByNumber(int number) -> versions.find(new VersionId(name, number));
            case Selector.ByLabel(var label) -> versions.findByLabel(name, label);
            case Selector.Latest() -> versions.latest(name);
            case Selector.ByAlias(var alias, int back) -> held(name, refs.holder(name, alias, back));
            case Selector.ByDigest(String prefix) -> byDigest(name, prefix);
        };
    }

    private Optional<Version> held(ModelName name, OptionalInt number) {
        return number.isEmpty() ? Optional.empty() : versions.find(new VersionId(name, number.getAsInt()));
    }

    private Optional<Version> byDigest(ModelName name, String prefix) {
        List<Version> found = versions.findByDigest(name, prefix);
        if (found.size() > 1) {
            throw new InvalidInput(
                    ErrorCode.REFERENCE_AMBIGUOUS,
                    "several versions of " + name + " start with sha256:" + prefix + "; give more digits");
        }
        return found.stream().findFirst();
    }

    private static NotFound removed(Version version, Version.Removal removal) {
        return new NotFound(
                ErrorCode.VERSION_REMOVED,
                version.ref() + " was removed by " + removal.by() + "; while its bytes are there, stemma restore "
                        + version.ref() + " brings it back");
    }

    private NotFound noVersion(ModelName name, Selector selector) {
        String newest = versions.latest(name)
                .map(latest -> "; the newest is " + latest.id().tag())
                .orElse("; it has no version that is not yanked");
        return new NotFound(ErrorCode.VERSION_NOT_FOUND, name + " has no version " + written(selector) + newest);
    }

    private static NotFound noName(Kind kind, ModelName name) {
        return new NotFound(ErrorCode.NAME_NOT_FOUND, "there is no " + kind.word() + " " + name + " that you may read");
    }

    private static String written(Selector selector) {
        return switch (selector) {
            case Selector.ByNumber(int number) -> "v" + number;
            case Selector.ByLabel(var label) -> label.value();
            case Selector.Latest() -> "@latest";
            case Selector.ByAlias(var alias, int back) -> "@" + alias + (back == 0 ? "" : "~" + back);
            case Selector.ByDigest(String prefix) -> "sha256:" + prefix;
        };
    }
}
