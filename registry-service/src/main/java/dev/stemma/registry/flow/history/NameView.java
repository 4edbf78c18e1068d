package dev.stemma.registry.flow.history;

import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * A name with what a list shows of it.
 *
 * @param entry the name
 * @param latest its highest version that is not yanked
 * @param aliases what its aliases and stages hold, by alias name
 * @param validation the newest validation that ended for the latest version, for a model
 */
public record NameView(NameEntry entry, Optional<Version> latest, List<Alias> aliases, Optional<Job> validation) {

    public NameView {
        aliases = List.copyOf(aliases);
    }
}
