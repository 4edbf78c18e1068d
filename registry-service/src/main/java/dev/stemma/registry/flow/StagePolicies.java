package dev.stemma.registry.flow;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import java.util.Set;

/** Which aliases are stages. Implemented where policies are read; asked by every step that sets or shows aliases. */
public interface StagePolicies {

    /** The stages of a name by the policy in force. Only models have stages. */
    Set<AliasName> stages(Kind kind, ModelName name);

    /** Whether an alias is a stage of that name, so that it moves by promotion only. */
    default boolean protects(Kind kind, ModelName name, AliasName alias) {
        return stages(kind, name).contains(alias);
    }
}
