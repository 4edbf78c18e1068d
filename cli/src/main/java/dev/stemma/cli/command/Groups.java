package dev.stemma.cli.command;

import picocli.CommandLine.Command;

/** Commands that only hold others. */
final class Groups {
    private Groups() {}

    /** {@code stemma alias}. */
    @Command(name = "alias", description = "Mutable names for versions: set, list, look back, remove.")
    static final class Alias {}

    /** {@code stemma label}. */
    @Command(name = "label", description = "Immutable names for versions.")
    static final class Label {}

    /** {@code stemma dataset}. */
    @Command(name = "dataset", description = "Data sets: add, list, show, compare with a folder.")
    static final class Dataset {}

    /** {@code stemma suite}. */
    @Command(name = "suite", description = "Reference inputs and expected outputs: add, record, list, show.")
    static final class Suite {}

    /** {@code stemma cache}. */
    @Command(name = "cache", description = "Files kept here for later pulls: look, verify, make room.")
    static final class Cache {}

    /** {@code stemma config}. */
    @Command(name = "config", description = "Settings: get, set, list with their origin.")
    static final class Config {}

    /** {@code stemma token}. */
    @Command(name = "token", description = "Access tokens: create, list, revoke.")
    static final class Token {}

    /** {@code stemma policy}. */
    @Command(name = "policy", description = "Promotion policies of a namespace or a model: get, set.")
    static final class Policy {}
}
