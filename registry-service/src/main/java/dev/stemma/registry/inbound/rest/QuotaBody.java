package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How much a namespace may hold; null for anything. */
record QuotaBody(@Nullable Long quotaBytes) {

    OptionalLong limit() {
        if (quotaBytes == null) {
            return OptionalLong.empty();
        }
        if (quotaBytes < 0) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "quotaBytes must be 0 or more, or null for no limit");
        }
        return OptionalLong.of(quotaBytes);
    }
}
