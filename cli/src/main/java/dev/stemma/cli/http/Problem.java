package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Turns a refusal (RFC 9457, or whatever a proxy sends) into a failure of the command. */
public final class Problem {
    private static final int LONGEST_DETAIL = 2000;

    private Problem() {}

    /** The failure that an answer means. */
    public static CliException failure(Answer answer, Endpoint endpoint) {
        Json.Obj problem = problem(answer.body());
        String code = text(problem, "code", "");
        if (!code.matches("[A-Z][A-Z0-9_]{1,60}")) {
            code = "HTTP_" + answer.status();
        }
        String detail = text(problem, "detail", text(problem, "title", ""));
        String message = detail.isEmpty() ? "the server answered with status " + answer.status() : detail;
        return CliException.of(ServerCodes.exit(code, answer.status()), code, cut(message))
                .cause(code + " (" + answer.status() + ")")
                .help(hint(code, endpoint))
                .request(requestId(problem, answer));
    }

    private static Json.Obj problem(byte[] body) {
        try {
            return JsonReader.parseObject(body);
        } catch (JsonException notJson) {
            return Json.object();
        }
    }

    private static String text(Json.Obj problem, String key, String otherwise) {
        return problem.get(key) instanceof Json.Str(String value) ? value : otherwise;
    }

    private static @Nullable String requestId(Json.Obj problem, Answer answer) {
        String id = text(problem, "requestId", answer.header("x-request-id").orElse(""));
        return id.isEmpty() || id.length() > 64 ? null : id;
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_DETAIL ? message : message.substring(0, LONGEST_DETAIL) + "...";
    }

    private static @Nullable String hint(String code, Endpoint endpoint) {
        return switch (code) {
            case "UNAUTHENTICATED" -> "stemma login " + endpoint;
            case "FORBIDDEN" -> "stemma whoami   shows your roles; an admin of the namespace can widen them";
            case "NAME_NOT_FOUND" -> "stemma ls   lists what you may see (--kind dataset, --kind suite)";
            case "VERSION_NOT_FOUND", "ALIAS_NOT_FOUND" -> "stemma log NS/NAME   lists versions and aliases";
            case "FILE_NOT_FOUND" -> "stemma show REF --files   lists the files";
            case "ALIAS_PROTECTED" -> "stemma promote REF --to STAGE";
            case "ALIAS_MOVED", "STAGE_MOVED", "POLICY_MOVED" -> "look again, then run the command again";
            case "PUSH_NOT_FOUND", "CHUNKS_MISSING", "BLOBS_MISSING" ->
                "run the same push again; it continues where it stopped";
            case "LABEL_TAKEN" -> "labels do not move: choose another";
            case "STORE_FULL" -> "the registry's operator must make room; nothing stored is harmed";
            case "REFERENCE_INVALID", "REFERENCE_AMBIGUOUS" -> "stemma help references";
            default -> null;
        };
    }
}
