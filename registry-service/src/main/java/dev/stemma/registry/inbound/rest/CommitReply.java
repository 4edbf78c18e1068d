package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.history.VersionHistory;
import dev.stemma.registry.flow.push.Commits;
import dev.stemma.registry.flow.push.Committed;
import dev.stemma.registry.inbound.auth.CurrentCaller;
import dev.stemma.registry.model.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Commits and answers with the version, for both routes that can. A commit that is done again finds what it made, so it may be retried. */
@ApplicationScoped
class CommitReply {

    private final Commits commits;
    private final VersionHistory history;
    private final RunParams params;
    private final Idempotency idempotency;
    private final CurrentCaller current;

    CommitReply(
            Commits commits, VersionHistory history, RunParams params, Idempotency idempotency, CurrentCaller current) {
        this.commits = commits;
        this.history = history;
        this.params = params;
        this.idempotency = idempotency;
        this.current = current;
    }

    Response commit(Target target, Optional<String> push, CommitBody body) {
        Caller caller = current.caller();
        return idempotency.onceRepeatable(caller, body, () -> {
            Committed committed = commits.commit(target.kind(), target.name(), push, body.request(), caller);
            var view = history.view(committed.version(), caller.readable());
            String location = "/api/v1/" + target.kind().plural() + "/" + target.name() + "/versions/"
                    + committed.version().id().tag();
            return new Idempotency.Reply(
                    committed.created() ? 201 : 200, location, VersionAnswer.of(view, committed.created(), params));
        });
    }
}
