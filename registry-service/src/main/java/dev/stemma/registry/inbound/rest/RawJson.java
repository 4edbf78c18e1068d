package dev.stemma.registry.inbound.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A JSON document that stands in an answer exactly as it is stored. */
@Schema(type = SchemaType.OBJECT)
record RawJson(@JsonValue @JsonRawValue String text) {

    static @Nullable RawJson of(Optional<String> text) {
        return text.map(RawJson::new).orElse(null);
    }
}
