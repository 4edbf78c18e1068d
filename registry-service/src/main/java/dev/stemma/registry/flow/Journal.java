package dev.stemma.registry.flow;

import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.SortedMap;

/** Writes audit entries. Called inside the transaction of the change, so that neither exists without the other. */
@ApplicationScoped
public class Journal {

    private final AuditLog log;
    private final Clock clock;

    /** Into that log. */
    public Journal(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Records that the caller did something to a name. */
    public void record(Caller caller, String action, ModelName name, SortedMap<String, String> detail) {
        record(caller, action, name.namespace(), name.toString(), detail);
    }

    /** Records that the caller did something to an object of a namespace. */
    public void record(
            Caller caller, String action, String namespace, String object, SortedMap<String, String> detail) {
        log.append(new AuditEntry(
                0, clock.instant(), caller.user(), action, namespace, object, detail, caller.requestId()));
    }
}
