package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.Job;
import java.util.Optional;

/**
 * A validation with its report.
 *
 * @param job the job; its task is a {@link Job.Validation}
 * @param report the report's JSON, once there is one
 */
public record ValidationView(Job job, Optional<String> report) {}
