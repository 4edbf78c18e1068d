package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.history.AliasView;
import java.time.Instant;

/** An alias ({@code alias.json}). */
record AliasAnswer(String alias, String version, String digest, boolean stage, String updatedBy, Instant updatedAt) {

    static AliasAnswer of(AliasView view) {
        return new AliasAnswer(
                view.alias().alias().value(),
                Texts.tag(view.alias().version()),
                view.digest().toString(),
                view.stage(),
                view.alias().updatedBy(),
                view.alias().updatedAt());
    }
}
