package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Version;
import java.util.Optional;

/**
 * What a commit did.
 *
 * @param version the version, which is visible now
 * @param created false when the name had this manifest already, and nothing was done
 * @param validation the validation that was queued
 */
public record Committed(Version version, boolean created, Optional<Job> validation) {}
