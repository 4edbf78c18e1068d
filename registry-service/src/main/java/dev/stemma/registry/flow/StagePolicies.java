package dev.stemma.registry.flow;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.promotion.Policy;

/** Which policy holds for a name. Implemented where policies are read; asked by every step that sets or shows aliases. */
public interface StagePolicies {

    /** The policy in force: the model's own, else its namespace's, else the default. */
    Policy effective(ModelName name);

    /** Whether an alias is a stage of that name, so that it moves by promotion only. */
    default boolean protects(ModelName name, AliasName alias) {
        return effective(name).stage(alias).isPresent();
    }
}
