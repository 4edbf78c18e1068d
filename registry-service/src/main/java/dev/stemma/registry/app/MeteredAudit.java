package dev.stemma.registry.app;

import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.port.AuditLog;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.Optional;

/** Counts what happens by what the audit log is told, so that no flow has to know of metrics. */
@Decorator
@Priority(10)
final class MeteredAudit implements AuditLog {

    private final AuditLog inner;
    private final Meters meters;

    @Inject
    MeteredAudit(@Any @Delegate AuditLog inner, Meters meters) {
        this.inner = inner;
        this.meters = meters;
    }

    @Override
    public void append(AuditEntry entry) {
        inner.append(entry);
        meters.acted(entry.action());
    }

    @Override
    public Page<AuditEntry> list(Optional<String> namespace, PageRequest page) {
        return inner.list(namespace, page);
    }
}
