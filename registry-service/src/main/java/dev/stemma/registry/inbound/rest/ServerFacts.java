package dev.stemma.registry.inbound.rest;

/**
 * What the server says of itself to those with a token.
 *
 * @param version of the registry
 */
public record ServerFacts(String version) {}
