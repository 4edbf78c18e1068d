package dev.stemma.registry.flow.collect;

import java.time.Duration;

/**
 * How collections run.
 *
 * @param grace how long something must have been condemned before it goes
 */
public record CollectionSettings(Duration grace) {}
