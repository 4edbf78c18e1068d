package dev.stemma.cli.command;

import dev.stemma.cli.capture.Capture;
import dev.stemma.cli.capture.CaptureRequest;
import dev.stemma.cli.capture.Captured;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of push that say where the files came from. */
final class LineageOptions {
    @Option(
            names = "--from",
            paramLabel = "REF[=RELATION]",
            description = "A version that this one was made from. May be repeated.")
    List<String> from = List.of();

    @Option(
            names = "--data",
            paramLabel = "NAME=PATH|REF|URL",
            description = "A data set that it was trained on. May be repeated.")
    Map<String, String> data = new LinkedHashMap<>();

    @Option(names = "--param", paramLabel = "K=V", description = "A parameter. May be repeated.")
    List<String> params = List.of();

    @Option(names = "--metric", paramLabel = "K=V", description = "A metric. May be repeated.")
    List<String> metrics = List.of();

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "Parameters, YAML or JSON (default: params.yaml and the like).")
    @Nullable String paramsFile;

    @Option(names = "--metrics", paramLabel = "FILE", description = "Metrics, YAML or JSON (default: metrics.json).")
    @Nullable String metricsFile;

    @Option(
            names = "--env",
            paramLabel = "FILE",
            description = "The lockfile of the environment (default: uv.lock, requirements.txt and the like).")
    @Nullable String environment;

    @Option(
            names = "--code",
            paramLabel = "auto|none|DIR",
            defaultValue = "auto",
            description = "Where the code is: git's work tree, nowhere, or a folder.")
    String code = "auto";

    @Option(names = "--code-diff", description = "Let uncommitted changes travel as well (at most 1 MiB).")
    boolean codeDiff;

    Captured capture(Session session, List<Path> pushed) {
        CaptureRequest.Values values =
                new CaptureRequest.Values(params, metrics, path(session, paramsFile), path(session, metricsFile));
        CaptureRequest request = new CaptureRequest(
                session.environment().workDir(),
                session.settings().project(),
                pushed,
                code,
                codeDiff,
                data,
                path(session, environment),
                values,
                session.world().clock().millis());
        return Capture.run(request, session.resolver());
    }

    private static Optional<Path> path(Session session, @Nullable String typed) {
        return Optional.ofNullable(typed).map(session.environment()::resolve);
    }
}
