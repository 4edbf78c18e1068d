package dev.stemma.registry.inbound.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stemma.registry.flow.history.VersionView;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.Version;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A version with everything that is shown beside it ({@code version.json}). */
record VersionAnswer(
        String kind,
        String name,
        String version,
        String ref,
        String digest,
        boolean created,
        String message,
        List<String> labels,
        List<String> aliases,
        String createdBy,
        Instant createdAt,
        @Nullable Yanked yanked,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Removed removed,
        long sizeBytes,
        List<File> files,
        @Nullable String tree,
        List<Parent> parents,
        DocumentsAnswer lineage,
        RawJson params,
        SortedMap<String, Double> metrics,
        @JsonProperty("interface") @Nullable Interface modelInterface,
        @Nullable ValidationSummary validation) {

    static VersionAnswer of(VersionView view, boolean created, RunParams params) {
        Version version = view.version();
        return new VersionAnswer(
                version.manifest().kind().word(),
                version.id().name().toString(),
                version.id().tag(),
                version.ref(),
                version.digest().toString(),
                created,
                version.message(),
                version.labels().stream().map(Label::value).toList(),
                view.aliases().stream().map(AliasName::value).toList(),
                version.createdBy(),
                version.createdAt(),
                version.yanked().map(Yanked::of).orElse(null),
                version.removed().map(Removed::of).orElse(null),
                version.manifest().sizeBytes(),
                version.manifest().files().stream().map(File::of).toList(),
                version.manifest().tree().map(Object::toString).orElse(null),
                view.parents().stream().map(Parent::of).toList(),
                DocumentsAnswer.of(version.manifest().lineage(), view.documents()),
                params.of(version.manifest().lineage(), view.documents()),
                version.metrics(),
                version.modelInterface().map(Interface::of).orElse(null),
                view.validation().map(ValidationSummary::of).orElse(null));
    }

    /** That it was withdrawn. */
    record Yanked(String by, Instant at, String reason) {
        private static Yanked of(Version.Yank yank) {
            return new Yanked(yank.by(), yank.at(), yank.reason());
        }
    }

    /** That it was removed: it is listed, and nothing of it can be had. */
    record Removed(String by, Instant at, String reason) {
        private static Removed of(Version.Removal removal) {
            return new Removed(removal.by(), removal.at(), removal.reason());
        }
    }

    /** One of its files. */
    record File(String path, long sizeBytes, String sha256, String mediaType) {
        private static File of(FileEntry file) {
            return new File(file.path().value(), file.sizeBytes(), file.digest().toString(), file.mediaType());
        }
    }

    /** What it was made from. */
    record Parent(@Nullable String ref, String name, String digest, String relation) {
        private static Parent of(VersionView.Parent parent) {
            return new Parent(
                    parent.version().map(Object::toString).orElse(null),
                    parent.ref().name().toString(),
                    parent.ref().digest().toString(),
                    parent.ref().relation().word());
        }
    }

    /** How it is called. */
    record Interface(
            String format,
            long irVersion,
            SortedMap<String, Long> opsets,
            long nodes,
            long tensors,
            long parameters,
            List<Value> inputs,
            List<Value> outputs) {
        private static Interface of(ModelInterface model) {
            return new Interface(
                    model.format(),
                    model.irVersion(),
                    model.opsets(),
                    model.nodes(),
                    model.tensors(),
                    model.parameters(),
                    model.inputs().stream().map(Value::of).toList(),
                    model.outputs().stream().map(Value::of).toList());
        }
    }

    /** An input or output; a dimension is a number, or the name of a dynamic one. */
    record Value(String name, String type, List<Object> shape) {
        private static Value of(ModelInterface.Value value) {
            return new Value(
                    value.name(),
                    value.type(),
                    value.shape().stream().map(Value::dimension).toList());
        }

        private static Object dimension(String text) {
            return text.matches("[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
        }
    }
}
