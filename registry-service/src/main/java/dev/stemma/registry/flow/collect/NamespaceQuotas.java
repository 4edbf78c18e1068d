package dev.stemma.registry.flow.collect;

import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.NamespaceUse;
import dev.stemma.registry.port.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Asks and says how much namespaces may hold. */
@ApplicationScoped
public class NamespaceQuotas {

    private final NamespaceUse use;
    private final Journal journal;
    private final Transactions transactions;

    NamespaceQuotas(NamespaceUse use, Journal journal, Transactions transactions) {
        this.use = use;
        this.journal = journal;
        this.transactions = transactions;
    }

    /** What a namespace holds and may hold. */
    public NamespaceUse.Use of(String namespace) {
        return use.of(namespace);
    }

    /** Limits it, or lifts the limit. What it holds already stays, even if it is more. */
    public NamespaceUse.Use limit(String namespace, OptionalLong bytes, Caller caller) {
        return transactions.inTransaction(() -> {
            use.limit(namespace, bytes);
            String said = bytes.isPresent() ? String.valueOf(bytes.getAsLong()) : "none";
            journal.record(caller, "namespace.quota", namespace, namespace, new TreeMap<>(Map.of("quotaBytes", said)));
            return use.of(namespace);
        });
    }
}
