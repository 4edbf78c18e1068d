package dev.stemma.registry.flow.push;

/**
 * What an upload led to.
 *
 * @param what the stored thing
 * @param created whether this name did not have it before
 */
public record Received<T>(T what, boolean created) {}
