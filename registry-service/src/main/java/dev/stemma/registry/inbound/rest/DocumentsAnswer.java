package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lineage documents of a version, as they were sent. */
record DocumentsAnswer(
        @Nullable RawJson code,
        List<RawJson> data,
        @Nullable RawJson environment,
        @Nullable RawJson run) {

    static DocumentsAnswer of(Manifest.LineageRefs refs, Map<Digest, String> documents) {
        return new DocumentsAnswer(
                one(refs.code(), documents),
                refs.data().stream()
                        .flatMap(digest -> Optional.ofNullable(documents.get(digest)).stream())
                        .map(RawJson::new)
                        .toList(),
                one(refs.environment(), documents),
                one(refs.run(), documents));
    }

    private static @Nullable RawJson one(Optional<Digest> digest, Map<Digest, String> documents) {
        return RawJson.of(digest.map(documents::get));
    }
}
