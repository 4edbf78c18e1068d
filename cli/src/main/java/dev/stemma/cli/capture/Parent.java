package dev.stemma.cli.capture;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import java.util.List;

/**
 * A version that this one was made from.
 *
 * @param version which
 * @param relation how
 */
public record Parent(Resolver.Resolved version, String relation) {
    private static final List<String> RELATIONS =
            List.of("finetune", "quantize", "distill", "prune", "merge", "convert", "derived");

    /** Parses {@code REF[=RELATION]}; {@code derived} when no relation is given. */
    static Parent parse(String typed, Resolver resolver) {
        int equals = typed.lastIndexOf('=');
        String relation = equals < 0 ? "derived" : typed.substring(equals + 1);
        if (!RELATIONS.contains(relation)) {
            throw CliException.usage("'" + relation + "' is no relation to a parent")
                    .help("one of: " + String.join(", ", RELATIONS));
        }
        return new Parent(resolver.resolve(equals < 0 ? typed : typed.substring(0, equals), Kind.MODEL), relation);
    }

    Json.Obj document() {
        return Json.object()
                .with("name", version.name().toString())
                .with("digest", version.digest().toString())
                .with("relation", relation);
    }
}
