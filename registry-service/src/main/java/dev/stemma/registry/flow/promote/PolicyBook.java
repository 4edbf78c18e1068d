package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.flow.StagePolicies;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.promotion.Policy;
import dev.stemma.registry.model.promotion.StoredPolicy;
import dev.stemma.registry.port.Policies;
import dev.stemma.registry.port.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The policies: which one is in force, and writing new ones. */
@ApplicationScoped
public class PolicyBook implements StagePolicies {

    /** What holds where nobody wrote a policy. */
    static final String DEFAULT_TEXT = """
            stages:
              staging:
                gates:
                  - validated: {}
              production:
                gates:
                  - validated: {}
            """;

    private final Policies policies;
    private final VersionResolver resolver;
    private final Journal journal;
    private final Ledger ledger;
    private final Transactions transactions;
    private final Clock clock;

    /** Over these ports. */
    public PolicyBook(
            Policies policies,
            VersionResolver resolver,
            Journal journal,
            Ledger ledger,
            Transactions transactions,
            Clock clock) {
        this.policies = policies;
        this.resolver = resolver;
        this.journal = journal;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Set<AliasName> stages(Kind kind, ModelName name) {
        return switch (kind) {
            case MODEL -> effective(name).stages().keySet();
            case DATASET, SUITE -> Set.of();
        };
    }

    /** The policy in force for a model: its own, else its namespace's, else the default. */
    public Policy effective(ModelName name) {
        return inForce(name).policy();
    }

    /**
     * The policy in force for a model.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public PolicyView ofModel(ModelName name) {
        var _ = resolver.name(Kind.MODEL, name);
        return inForce(name);
    }

    /** The policy in force in a namespace, for models without one of their own. */
    public PolicyView ofNamespace(String namespace) {
        return stored(namespace, namespaceSource(namespace)).orElseGet(PolicyBook::usual);
    }

    /**
     * Replaces a model's own policy.
     *
     * @param expected its sequence as the caller saw it; empty: there must be none of its own
     * @throws dev.stemma.registry.model.InvalidInput {@code POLICY_INVALID}, with the line
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code POLICY_MOVED}
     */
    public PolicyView putModel(ModelName name, String text, OptionalLong expected, Caller caller) {
        var _ = resolver.name(Kind.MODEL, name);
        return put(name.namespace(), name.toString(), modelSource(name), text, expected, caller);
    }

    /**
     * Replaces a namespace's policy.
     *
     * @param expected its sequence as the caller saw it; empty: there must be none
     * @throws dev.stemma.registry.model.InvalidInput {@code POLICY_INVALID}, with the line
     * @throws dev.stemma.registry.model.Conflict {@code POLICY_MOVED}
     */
    public PolicyView putNamespace(String namespace, String text, OptionalLong expected, Caller caller) {
        return put(namespace, namespace, namespaceSource(namespace), text, expected, caller);
    }

    private PolicyView put(
            String namespace, String scope, String source, String text, OptionalLong expected, Caller caller) {
        Policy policy = PolicyReader.read(source, text);
        return transactions.inTransaction(() -> {
            StoredPolicy stored = policies.put(scope, expected, text, caller.user(), clock.instant());
            ledger.policy(scope, stored);
            journal.record(
                    caller,
                    "policy.set",
                    namespace,
                    scope,
                    new TreeMap<>(Map.of("digest", policy.digest().toString())));
            return new PolicyView(policy, text, OptionalLong.of(stored.sequence()));
        });
    }

    private PolicyView inForce(ModelName name) {
        return stored(name.toString(), modelSource(name))
                .orElseGet(() -> withoutSequence(ofNamespace(name.namespace())));
    }

    private Optional<PolicyView> stored(String scope, String source) {
        return policies.find(scope)
                .map(stored -> new PolicyView(
                        PolicyReader.read(source, stored.text()), stored.text(), OptionalLong.of(stored.sequence())));
    }

    private static PolicyView withoutSequence(PolicyView fromAbove) {
        return new PolicyView(fromAbove.policy(), fromAbove.text(), OptionalLong.empty());
    }

    private static PolicyView usual() {
        return new PolicyView(PolicyReader.read("default", DEFAULT_TEXT), DEFAULT_TEXT, OptionalLong.empty());
    }

    private static String namespaceSource(String namespace) {
        return "namespace " + namespace;
    }

    private static String modelSource(ModelName name) {
        return "model " + name;
    }
}
