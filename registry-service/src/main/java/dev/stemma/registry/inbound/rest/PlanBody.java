package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan asked for ({@code plan-request.json}). */
record PlanBody(@Nullable List<String> have) {

    /** A caller may name so many files that it has. */
    static final int MOST_FILES = 32;

    List<Digest> files() {
        return files(have);
    }

    static List<Digest> files(@Nullable List<String> have) {
        List<String> named = have == null ? List.of() : have;
        if (named.size() > MOST_FILES) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "'have' names at most " + MOST_FILES + " files");
        }
        return named.stream().map(Target::digest).toList();
    }
}
