package dev.stemma.cli.capture;

import dev.stemma.cli.config.Project;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Captures lineage for a push. What can't be found is a gap, never a failure; what was named and can't be read is a failure. */
public final class Capture {
    private final CaptureRequest request;
    private final Resolver resolver;
    private final StatCache cache;
    private final List<Captured.Gap> gaps = new ArrayList<>();

    private Capture(CaptureRequest request, Resolver resolver, StatCache cache) {
        this.request = request;
        this.resolver = resolver;
        this.cache = cache;
    }

    /** Captures all but the parents. */
    public static Captured run(CaptureRequest request, Resolver resolver) {
        StatCache cache = StatCache.in(request.root(), request.nowMillis());
        try {
            Captured captured = new Capture(request, resolver, cache).all();
            cache.save();
            return captured;
        } catch (IOException broken) {
            throw CliException.of(Exit.FAILED, "LOCAL_FILE_UNREADABLE", "cannot capture lineage")
                    .cause(String.valueOf(broken.getMessage()))
                    .from(broken);
        }
    }

    /** The parents as typed. */
    public static List<Parent> parents(List<String> typed, Resolver resolver) {
        return typed.stream().map(one -> Parent.parse(one, resolver)).toList();
    }

    private Captured all() throws IOException {
        Optional<LineageDocument> code = noted(
                new CodeCapture(request, cache).capture(),
                "code",
                "--code DIR, or push from a git work tree with a commit");
        List<LineageDocument> data = data();
        Optional<LineageDocument> environment = noted(environment(), "environment", "--env requirements.txt");
        Optional<LineageDocument> run = values();
        return new Captured(code, data, environment, run, List.of(), gaps);
    }

    private List<LineageDocument> data() throws IOException {
        DataCapture capture = new DataCapture(resolver, cache);
        List<LineageDocument> captured = new ArrayList<>();
        Map<String, String> configured = request.project().map(Project::data).orElse(Map.of());
        for (Map.Entry<String, String> set : new TreeMap<>(configured).entrySet()) {
            if (!request.data().containsKey(set.getKey())) {
                captured.add(capture.capture(set.getKey(), set.getValue(), request.root()));
            }
        }
        for (Map.Entry<String, String> set : new TreeMap<>(request.data()).entrySet()) {
            captured.add(capture.capture(set.getKey(), set.getValue(), request.workDir()));
        }
        if (captured.isEmpty()) {
            gaps.add(new Captured.Gap("data", "--data train=PATH  (or dataset:NS/NAME:vN, or an address)"));
        }
        return captured;
    }

    private Optional<LineageDocument> environment() throws IOException {
        Optional<Path> named =
                request.environment().or(() -> request.project().flatMap(project -> project.path("env")));
        if (named.isEmpty()) {
            return EnvironmentCapture.detect(List.of(request.workDir(), request.root()));
        }
        if (!Files.isRegularFile(named.get())) {
            throw CliException.of(Exit.NOT_FOUND, "LOCAL_FILE_NOT_FOUND", "there is no lockfile " + named.get());
        }
        return Optional.of(EnvironmentCapture.capture(named.get()));
    }

    private Optional<LineageDocument> values() {
        Json.Obj params = values(
                request.values().paramsFile(),
                "params",
                List.of("params.yaml", "params.yml", "params.json"),
                request.values().params());
        Json.Obj metrics = values(
                request.values().metricsFile(),
                "metrics",
                List.of("metrics.json", "dvclive/metrics.json"),
                request.values().metrics());
        noted(some(params), "params", "--params params.yaml, or --param KEY=VALUE");
        noted(some(metrics), "metrics", "--metrics metrics.json, or --metric KEY=VALUE");
        if (params.members().isEmpty() && metrics.members().isEmpty()) {
            return Optional.empty();
        }
        Json.Obj document = Json.document("run").with("params", params).with("metrics", metrics);
        String shown = metrics.members().entrySet().stream()
                .limit(4)
                .map(metric -> metric.getKey() + " "
                        + (metric.getValue() instanceof Json.Num number ? Units.number(number.value()) : ""))
                .collect(Collectors.joining(", "));
        return Optional.of(LineageDocument.of(
                document,
                params.members().size()
                        + (params.members().size() == 1 ? " param, metrics " : " params, metrics ")
                        + (shown.isEmpty() ? "none" : shown)));
    }

    private Json.Obj values(Optional<Path> named, String key, List<String> usual, List<String> pairs) {
        Flattened values = new Flattened();
        named.or(() -> request.project().flatMap(project -> project.path(key)))
                .or(() -> usual.stream()
                        .map(name -> request.root().resolve(name))
                        .filter(Files::isRegularFile)
                        .findFirst())
                .ifPresent(values::addFile);
        values.addPairs(pairs, key.equals("params") ? "--param" : "--metric");
        return values.values(key.equals("metrics"));
    }

    private static Optional<Json.Obj> some(Json.Obj values) {
        return Optional.of(values).filter(one -> !one.members().isEmpty());
    }

    private <T> Optional<T> noted(Optional<T> fact, String name, String remedy) {
        if (fact.isEmpty()) {
            gaps.add(new Captured.Gap(name, remedy));
        }
        return fact;
    }
}
