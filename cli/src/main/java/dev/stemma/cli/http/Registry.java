package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Calls with small bodies, over {@link HttpURLConnection} because it starts in a third of the time of the newer client. Follows
 * redirects of GET within the server's own origin only, so that the token never reaches another.
 */
public final class Registry {
    private static final int MOST_REDIRECTS = 5;

    private final Endpoint endpoint;
    private final Connections connections;
    private final Duration timeout;
    private final Retry retry;
    private final Consumer<String> trace;
    private volatile boolean answered;

    /**
     * A client.
     *
     * @param timeout for connecting, and for each wait for bytes
     * @param trace told of every request, for {@code --verbose}
     */
    public Registry(Endpoint endpoint, Duration timeout, Retry retry, Consumer<String> trace) {
        this.endpoint = endpoint;
        this.connections = new Connections(endpoint);
        this.timeout = timeout;
        this.retry = retry;
        this.trace = trace;
    }

    /** Whom it talks to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The document at a path. */
    public Json.Obj get(String path) {
        return send(Call.get(path)).json();
    }

    /** The answer to a GET, or empty when it is 404 with one of these codes. */
    public Optional<Answer> find(String path, String... codes) {
        try {
            return Optional.of(send(Call.get(path)));
        } catch (CliException failure) {
            if (List.of(codes).contains(failure.code())) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** The first so many items of a list, over as many pages as it takes. */
    public List<Json.Obj> list(String path, int most) {
        List<Json.Obj> items = new ArrayList<>();
        String cursor = "";
        do {
            String page = path + (path.contains("?") ? "&" : "?") + "limit=" + Math.min(1000, most - items.size());
            Json.Obj answer = get(cursor.isEmpty() ? page : page + "&cursor=" + Routes.encode(cursor));
            try {
                List<Json.Obj> some = answer.array("items").objects();
                items.addAll(some);
                cursor = some.isEmpty() ? "" : answer.optText("next").orElse("");
            } catch (JsonException broken) {
                throw Answer.malformed(broken);
            }
        } while (!cursor.isEmpty() && items.size() < most);
        return items.size() <= most ? items : items.subList(0, most);
    }

    /** A POST that acts: carries a key that stays the same over all its attempts, so that it acts once. */
    public Answer act(String path, Json body) {
        return send(Call.json("POST", path, body)
                .with("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** Sends a call, again where that is safe and may help; refusals become failures. */
    public Answer send(Call call) {
        return retry.run(endpoint, call.repeatable(), () -> {
            Answer answer = once(call);
            answered = true;
            if (answer.ok()) {
                return answer;
            }
            CliException failure = Problem.failure(answer, endpoint);
            if (passes(answer, failure)) {
                throw new TryAgain(failure, retryAfter(answer.header("retry-after")));
            }
            throw failure;
        });
    }

    /** Whether a refusal is of the sort that passes by itself; a full store is not. */
    static boolean passes(Answer answer, CliException failure) {
        return switch (answer.status()) {
            case 429, 502, 503, 504 -> true;
            default ->
                failure.code().equals("REQUEST_IN_PROGRESS") || failure.code().equals("BODY_TRUNCATED");
        };
    }

    /** The pause of a Retry-After header given in seconds. */
    static Optional<Duration> retryAfter(Optional<String> header) {
        return header.filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private Answer once(Call call) throws IOException {
        URI at = URI.create(endpoint.base() + "/api/v1" + call.path());
        for (int hops = 0; ; hops++) {
            long start = System.nanoTime();
            Answer answer = exchange(call, at);
            trace.accept(call.method() + " " + at + " -> " + answer.status() + " in "
                    + (System.nanoTime() - start) / 1_000_000 + " ms");
            if (answer.status() < 300 || answer.status() >= 400) {
                return answer;
            }
            at = redirect(call, at, answer, hops);
        }
    }

    /** The client for long bodies, with the same server, token and patience. */
    public Transfers transfers() {
        return new Transfers(endpoint, timeout, retry, trace);
    }

    private URI redirect(Call call, URI from, Answer answer, int hops) {
        String location = answer.header("location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException broken) {
            throw refused(location).from(broken);
        }
        if (location.isEmpty() || hops >= MOST_REDIRECTS || !call.method().equals("GET") || !endpoint.sameOrigin(to)) {
            throw refused(location);
        }
        return to;
    }

    /** The failure for a server that sends the caller elsewhere. */
    static CliException refused(String location) {
        return CliException.of(Exit.FAILED, "REDIRECT_REFUSED", "the server sends us elsewhere: " + location)
                .cause("a redirect is followed within one origin only, so that the token stays with its server")
                .help("if that is the registry's new address: stemma login URL");
    }

    private Answer exchange(Call call, URI at) throws IOException {
        HttpURLConnection connection = connections.open(call.method(), at, call.headers(), timeout);
        byte[] body = call.body();
        try {
            return body == null
                    ? Connections.read(connection)
                    : Connections.send(connection, body.length, out -> out.write(body));
        } catch (ConnectException refused) {
            if (answered) {
                throw refused;
            }
            throw Retry.unreachable(endpoint, refused);
        }
    }
}
