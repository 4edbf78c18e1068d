package dev.stemma.registry.flow.push;

import dev.stemma.blob.CrashPoint;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Push;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.Ids;
import dev.stemma.registry.port.Names;
import dev.stemma.registry.port.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The pushes under way. Each belongs to one user and one name, and ends by itself. */
@ApplicationScoped
class OpenPushes {

    static final Duration OPEN_FOR = Duration.ofHours(24);

    private final Uploads uploads;
    private final Names names;
    private final Ids ids;
    private final Clock clock;

    OpenPushes(Uploads uploads, Names names, Ids ids, Clock clock) {
        this.uploads = uploads;
        this.names = names;
        this.ids = ids;
        this.clock = clock;
    }

    Push open(Kind kind, ModelName name, Caller caller) {
        checkKind(kind, name);
        Instant ends = clock.instant().plus(OPEN_FOR);
        Push push = new Push(ids.next("p_"), name, kind, caller.user(), ends);
        uploads.open(push);
        CrashPoint.at("push.opened");
        return push;
    }

    /** Refuses a push that does not exist, is not this caller's, is for another name, or has ended: all alike. */
    Push check(Kind kind, ModelName name, String id, Caller caller) {
        Optional<Push> mine = uploads.find(id)
                .filter(push -> push.name().equals(name) && push.kind() == kind)
                .filter(push -> push.user().equals(caller.user()))
                .filter(push -> clock.instant().isBefore(push.expiresAt()));
        return mine.orElseThrow(() -> new NotFound(
                ErrorCode.PUSH_NOT_FOUND, "this push does not exist, has expired or is another's; push again"));
    }

    /** A name holds one kind for ever. */
    void checkKind(Kind kind, ModelName name) {
        names.find(name).filter(entry -> entry.kind() != kind).ifPresent(entry -> {
            throw new Conflict(
                    ErrorCode.KIND_CONFLICT,
                    name + " is a " + entry.kind().word() + ", so it can't hold a " + kind.word()
                            + "; choose another name");
        });
    }
}
