package dev.stemma.registry.port;

import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import java.util.Optional;

/** Who did what. Append-only; an entry is written in the transaction of the change it tells of. */
public interface AuditLog {

    /** Adds an entry and gives it its sequence. */
    void append(AuditEntry entry);

    /** Newest first, of one namespace or of all; the page key is the sequence. */
    Page<AuditEntry> list(Optional<String> namespace, PageRequest page);
}
