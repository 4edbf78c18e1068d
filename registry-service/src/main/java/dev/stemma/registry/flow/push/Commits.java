package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FreeText;
import dev.stemma.registry.flow.StagePolicies;
import dev.stemma.registry.flow.SuiteChoice;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes versions: the only place where anything uploaded becomes visible. All that may be slow or refused is done first; then one short
 * transaction publishes.
 */
@ApplicationScoped
public class Commits {

    private final OpenPushes pushes;
    private final BlobGrants grants;
    private final LineageReading lineage;
    private final InterfaceReader interfaces;
    private final SuiteChoice suites;
    private final StagePolicies stages;
    private final Publication publication;

    Commits(
            OpenPushes pushes,
            BlobGrants grants,
            LineageReading lineage,
            InterfaceReader interfaces,
            SuiteChoice suites,
            StagePolicies stages,
            Publication publication) {
        this.pushes = pushes;
        this.grants = grants;
        this.lineage = lineage;
        this.interfaces = interfaces;
        this.suites = suites;
        this.stages = stages;
        this.publication = publication;
    }

    /**
     * Publishes a version, with its labels, aliases, lineage edges, audit entry and validation, in one transaction. A manifest that the
     * name already has publishes nothing and queues nothing: the version that exists gets the labels and aliases, and is the answer.
     *
     * @param push the push it ends; empty when the blobs were put one by one
     * @throws dev.stemma.registry.model.NotFound {@code PUSH_NOT_FOUND}, or the suite's {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     * @throws dev.stemma.registry.model.InvalidInput {@code MANIFEST_INVALID LINEAGE_INVALID}
     * @throws Conflict {@code BLOBS_MISSING KIND_CONFLICT LABEL_TAKEN ALIAS_PROTECTED VERSION_YANKED}; nothing was published
     */
    public Committed commit(Kind kind, ModelName name, Optional<String> push, CommitRequest request, Caller caller) {
        push.ifPresent(id -> {
            var _ = pushes.check(kind, name, id, caller);
        });
        pushes.checkKind(kind, name);
        var _ = FreeText.checked("a message", request.message());
        Manifest manifest = ManifestReader.read(request.manifest(), kind);
        request.aliases().forEach(alias -> refuseStage(kind, name, alias));
        Digest digest = Digest.of(request.manifest().getBytes(StandardCharsets.UTF_8));
        return publication
                .present(name, digest, request, push, caller)
                .orElseGet(() -> publish(name, digest, manifest, push, request, caller));
    }

    private Committed publish(
            ModelName name,
            Digest digest,
            Manifest manifest,
            Optional<String> push,
            CommitRequest request,
            Caller caller) {
        var sizes = grants.check(name, manifest);
        LineageFacts facts = lineage.read(name, manifest, sizes, caller.readable());
        boolean validate = request.validate() && manifest.kind() == Kind.MODEL;
        Optional<Version> suite = validate ? suites.choose(name, request.suite(), caller.readable()) : Optional.empty();
        return publication.publish(
                new Publication.Ready(name, digest, manifest, facts, callable(manifest), validate, suite),
                request,
                push,
                caller);
    }

    private Optional<ModelInterface> callable(Manifest manifest) {
        return manifest.kind() == Kind.MODEL ? interfaces.read(manifest) : Optional.empty();
    }

    private void refuseStage(Kind kind, ModelName name, AliasName alias) {
        if (stages.protects(kind, name, alias)) {
            throw new Conflict(
                    ErrorCode.ALIAS_PROTECTED,
                    "@" + alias + " is a stage of " + name + ": it moves by promotion only; nothing was published");
        }
    }
}
