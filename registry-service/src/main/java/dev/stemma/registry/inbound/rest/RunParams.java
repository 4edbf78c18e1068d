package dev.stemma.registry.inbound.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Takes the params out of a version's run document. */
@ApplicationScoped
class RunParams {

    private static final RawJson NONE = new RawJson("{}");

    private final ObjectMapper mapper;

    RunParams(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** They stand in an answer as they were sent; none when there is no run. */
    RawJson of(Manifest.LineageRefs refs, Map<Digest, String> documents) {
        return refs.run()
                .flatMap(digest -> Optional.ofNullable(documents.get(digest)))
                .map(this::params)
                .orElse(NONE);
    }

    private RawJson params(String run) {
        try {
            JsonNode params = mapper.readTree(run).path("params");
            return params.isObject() ? new RawJson(mapper.writeValueAsString(params)) : NONE;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run document was read at commit, so it is JSON", e);
        }
    }
}
