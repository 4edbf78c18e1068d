package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.StagePolicies;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.promotion.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;

/** The policies: which one is in force, and writing new ones. */
@ApplicationScoped
public class PolicyBook implements StagePolicies {

    @Override
    public Policy effective(ModelName name) {
        throw new UnsupportedOperationException();
    }

    /**
     * The policy in force for a model.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public PolicyView ofModel(ModelName name) {
        throw new UnsupportedOperationException();
    }

    /** The policy in force in a namespace, for models without one of their own. */
    public PolicyView ofNamespace(String namespace) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces a namespace's policy.
     *
     * @param expected its sequence as the caller saw it; empty: there must be none
     * @throws dev.stemma.registry.model.InvalidInput {@code POLICY_INVALID}, with the line
     * @throws dev.stemma.registry.model.Conflict {@code POLICY_MOVED}
     */
    public PolicyView putNamespace(String namespace, String text, OptionalLong expected, Caller caller) {
        throw new UnsupportedOperationException();
    }
}
