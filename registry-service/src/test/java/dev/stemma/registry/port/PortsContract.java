package dev.stemma.registry.port;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.ReadScope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What the contracts share. A backend may keep what earlier runs left in it, so every test works in a namespace of its own. The
 * contracts are interfaces, so that one test class runs all of them against one backend.
 */
public interface PortsContract {

    /**
     * A time with no more than the microseconds that every database keeps; far away, so that an application that runs beside the contract
     * finds nothing that has expired.
     */
    Instant NOON = Instant.parse("2126-11-24T12:00:00.123456Z");

    /** The backend under test; the same for one test's whole run. */
    Ports ports();

    /** Something that no other test and no earlier run has used; fit for a namespace, a user or an id. */
    default String fresh() {
        return "t" + UUID.randomUUID().toString().substring(0, 13);
    }

    /** A model that exists and has no versions, in a namespace of its own. */
    default ModelName freshModel() {
        return existing(new ModelName(fresh(), "m"), Kind.MODEL);
    }

    default ModelName existing(ModelName name, Kind kind) {
        ports().names().ensure(name, kind, NOON);
        return name;
    }

    default ReadScope only(String... namespaces) {
        return new ReadScope(false, Set.of(namespaces));
    }
}
