package dev.stemma.registry.inbound.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.IdempotencyKeys;
import dev.stemma.registry.port.IdempotencyKeys.Answer;
import dev.stemma.registry.port.IdempotencyKeys.Claim;
import dev.stemma.registry.port.Transactions;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets an acting POST act once for one {@code Idempotency-Key}: a retried request gets the recorded answer. Without a key it simply
 * acts. What failed is not recorded, so the same request may be tried again.
 */
@ApplicationScoped
class Idempotency {

    private static final String HEADER = "Idempotency-Key";
    private static final String GRAMMAR = "[!-~]{1,128}";

    private final IdempotencyKeys keys;
    private final Transactions transactions;
    private final CurrentVertxRequest current;
    private final ObjectMapper mapper;
    private final Clock clock;

    Idempotency(
            IdempotencyKeys keys,
            Transactions transactions,
            CurrentVertxRequest current,
            ObjectMapper mapper,
            Clock clock) {
        this.keys = keys;
        this.transactions = transactions;
        this.current = current;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Acts and records the answer in one transaction, so that neither exists without the other. */
    Response once(Caller caller, Object body, Supplier<Reply> action) {
        return keyed(caller, body, key -> transactions.inTransaction(() -> settled(caller, key, action.get())));
    }

    /** Acts, then records the answer: for an action that takes long and gives the same result when it is done again. */
    Response onceRepeatable(Caller caller, Object body, Supplier<Reply> action) {
        return keyed(caller, body, key -> {
            Reply reply = action.get();
            return transactions.inTransaction(() -> settled(caller, key, reply));
        });
    }

    private Response keyed(Caller caller, Object body, Function<String, Response> act) {
        HttpServerRequest request = current.getCurrent().request();
        List<String> sent = request.headers().getAll(HEADER);
        if (sent.isEmpty()) {
            return act.apply("");
        }
        String key = checked(sent);
        Claim claim =
                transactions.inTransaction(() -> keys.claim(caller.user(), key, hash(request, body), clock.instant()));
        return switch (claim) {
            case Claim.Fresh() -> releasedOnFailure(caller, key, act);
            case Claim.Replay(Answer answer) -> response(answer);
            case Claim.InProgress() ->
                throw new Conflict(
                        ErrorCode.REQUEST_IN_PROGRESS,
                        "the request with this Idempotency-Key is being worked on; retry");
            case Claim.Reused() ->
                throw new Conflict(
                        ErrorCode.IDEMPOTENCY_KEY_REUSED, "this Idempotency-Key was used with another request");
        };
    }

    private Response releasedOnFailure(Caller caller, String key, Function<String, Response> act) {
        boolean settled = false;
        try {
            Response response = act.apply(key);
            settled = true;
            return response;
        } finally {
            if (!settled) {
                transactions.inTransaction(() -> {
                    keys.release(caller.user(), key);
                    return key;
                });
            }
        }
    }

    private Response settled(Caller caller, String key, Reply reply) {
        if (!key.isEmpty()) {
            Answer recorded = new Answer(reply.status(), reply.location(), json(reply.recorded()));
            keys.settle(caller.user(), key, recorded, clock.instant());
        }
        return response(new Answer(reply.status(), reply.location(), json(reply.body())));
    }

    private static Response response(Answer answer) {
        var response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON)
                .entity(answer.body().getBytes(StandardCharsets.UTF_8));
        if (!answer.location().isEmpty()) {
            response.header("Location", answer.location());
        }
        return response.build();
    }

    private static String checked(List<String> sent) {
        if (sent.size() > 1 || !sent.getFirst().matches(GRAMMAR)) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, HEADER + " must be 1 to 128 visible ASCII characters");
        }
        return sent.getFirst();
    }

    /** The body is hashed as it was understood, so that white space makes no difference. */
    private String hash(HttpServerRequest request, Object body) {
        String text = request.method().name() + '\n' + request.path() + '\n' + json(body);
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of this package is always JSON", e);
        }
    }

    /**
     * What an action answers.
     *
     * @param status HTTP status
     * @param location of what was made, or empty
     * @param body a record of this package
     * @param recorded what a retried request gets: the same, without secrets
     */
    record Reply(int status, String location, Object body, Object recorded) {

        Reply(int status, String location, Object body) {
            this(status, location, body, body);
        }
    }
}
