package dev.stemma.cli.capture;

import dev.stemma.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that was captured, and what could not be.
 *
 * @param code code state
 * @param data data sets
 * @param environment environment
 * @param run parameters and metrics
 * @param parents versions that this one came from
 * @param gaps what is missing
 */
public record Captured(
        Optional<LineageDocument> code,
        List<LineageDocument> data,
        Optional<LineageDocument> environment,
        Optional<LineageDocument> run,
        List<Parent> parents,
        List<Gap> gaps) {
    /** Number of facts that make lineage complete. */
    public static final int OF = 5;

    /**
     * A fact that is missing.
     *
     * @param fact its name
     * @param remedy the option of {@code push} that would fill it
     */
    public record Gap(String fact, String remedy) {}

    public Captured {
        data = List.copyOf(data);
        parents = List.copyOf(parents);
        gaps = List.copyOf(gaps);
    }

    /** How many of {@link #OF} facts are there. */
    public int complete() {
        return OF - gaps.size();
    }

    /** Every document. */
    public List<LineageDocument> documents() {
        List<LineageDocument> all = new ArrayList<>(data);
        code.ifPresent(all::add);
        environment.ifPresent(all::add);
        run.ifPresent(all::add);
        return all;
    }

    /** With these parents. */
    public Captured with(List<Parent> others) {
        return new Captured(code, data, environment, run, others, gaps);
    }

    /** The manifest's members {@code lineage} and {@code parents}, as far as there is anything to say. */
    public Json.Obj manifestMembers() {
        Json.Obj lineage = Json.object();
        lineage = code.isPresent() ? lineage.with("code", digest(code.get())) : lineage;
        lineage = data.isEmpty()
                ? lineage
                : lineage.with("data", data.stream().map(Captured::digest).toList());
        lineage = environment.isPresent() ? lineage.with("environment", digest(environment.get())) : lineage;
        lineage = run.isPresent() ? lineage.with("run", digest(run.get())) : lineage;
        Json.Obj members =
                lineage.members().isEmpty() ? Json.object() : Json.object().with("lineage", lineage);
        if (parents.isEmpty()) {
            return members;
        }
        return members.with("parents", parents.stream().map(Parent::document).toList());
    }

    private static String digest(LineageDocument document) {
        return document.digest().toString();
    }
}
