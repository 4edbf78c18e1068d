package dev.stemma.registry.model.promotion;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.AliasName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stages of a name and what it takes to enter each. A stage is a protected alias.
 *
 * @param source where it comes from, for people: {@code default}, {@code namespace acme} or {@code model acme/minilm}
 * @param digest sha256 of the policy's text: a decision is bound to it
 * @param stages by stage
 */
public record Policy(String source, Digest digest, Map<AliasName, StagePolicy> stages) {

    public Policy {
        stages = Map.copyOf(stages);
    }

    /** The rules of a stage; empty when the alias is no stage. */
    public Optional<StagePolicy> stage(AliasName alias) {
        return Optional.ofNullable(stages.get(alias));
    }

    /**
     * What it takes to enter a stage.
     *
     * @param from stages of which one must hold the version now, or have held it; empty: none asked
     * @param gates all must pass
     */
    public record StagePolicy(List<AliasName> from, List<Gate> gates) {
        public StagePolicy {
            from = List.copyOf(from);
            gates = List.copyOf(gates);
        }
    }
}
