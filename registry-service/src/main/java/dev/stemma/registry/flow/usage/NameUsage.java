package dev.stemma.registry.flow.usage;

import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.Version;

/**
 * What the versions of a name take.
 *
 * @param versions how many there are
 * @param totals all of them together; chunks that several share count once
 * @param page some of them, newest first
 */
public record NameUsage(int versions, Usage totals, Page<One> page) {

    /** One version by itself. */
    public record One(Version version, Usage usage) {}
}
