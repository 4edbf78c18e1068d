package dev.stemma.registry.flow.history;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Alias;

/**
 * An alias with what is shown beside it.
 *
 * @param alias what it holds
 * @param digest of the version it holds
 * @param stage whether it is a stage, which moves by promotion only
 */
public record AliasView(Alias alias, Digest digest, boolean stage) {}
