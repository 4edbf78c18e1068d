package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;

/** Help that no single command owns. */
final class HelpTexts {
    static final String ROOT = """
            Stemma: versions, lineage and validation for machine-learning models.

              stemma push out/model.onnx acme/sentiment        store it with its lineage
              stemma validate acme/sentiment:v9                does it still work?
              stemma promote acme/sentiment:v9 --to production  move the stage through its gates
              stemma pull acme/sentiment@production -o models/ get it, verified

            Start        init · login · logout · whoami
            Work         push · pull · ls · show · log · cat
            Understand   validate · lineage · verify · du
            Release      promote · rollback · alias · label · yank · rm · restore
            Data         dataset · suite
            Local        cache · config · completion
            Manage       token · policy · gc · fsck · reindex

            Help:  stemma COMMAND --help · stemma help references|options|exit-codes|environment
            """;

    static final String REFERENCES = """
            `:` never moves, `@alias` moves, `@sha256:` is content.

              acme/sentiment                  the latest version (highest that is not yanked)
              acme/sentiment:v3               version 3, for ever
              acme/sentiment:2.1.0            the version that carries this label, for ever
              acme/sentiment@production       what the stage or alias holds now
              acme/sentiment@production~1     what it held before that
              acme/sentiment@sha256:4be1f0c2d9aa   by digest, 12 to 64 hex digits
              acme/sentiment:v3/config.json   one file inside a version
              acme/sentiment:v3..v7           the versions behind v3 up to v7 (stemma log)
              :v9   @production   v9          the same, of the model that stemma.yaml names
              dataset:acme/reviews:v12        another kind: dataset, suite
              https://stemma.example.org/models/acme/sentiment/v3   a pasted web address

            A name is NS/NAME, each part of lower-case letters and digits joined by single . _ or -, at most 64.
            """;

    static final String ENVIRONMENT = """
            STEMMA_SERVER         the registry's address
            STEMMA_TOKEN_FILE     a file that holds the token (preferred)
            STEMMA_TOKEN          the token itself
            STEMMA_PROFILE        the login to use
            STEMMA_MODEL          the model that :v9 and @production belong to
            STEMMA_TIMEOUT        longest wait for one answer, such as 30s
            STEMMA_JOBS           transfers at once, 1 to 32
            STEMMA_PROGRESS       auto, plain or none
            STEMMA_TRANSFER       auto, delta or whole: how pull brings a file of which an earlier form is here
            STEMMA_CACHE_DIR      where files are kept for later pulls (default: ~/.cache/stemma/files)
            STEMMA_CACHE_SIZE     most that is kept there, such as 10GiB; 0 for nothing
            STEMMA_DEBUG          any value: stack traces with errors
            NO_COLOR  FORCE_COLOR  CLICOLOR_FORCE  TERM  COLUMNS  LC_ALL  LC_CTYPE  LANG
            XDG_CONFIG_HOME  XDG_STATE_HOME  XDG_CACHE_HOME

            Settings come from, first wins: option, environment, stemma.yaml of the nearest folder upwards,
            ~/.config/stemma/config.yaml, /etc/stemma/config.yaml, the login, built-in.
            transfer, cache.dir and cache.size are no keys of stemma.yaml: a project does not decide about your disk.
            `stemma config list --show-origin` tells. Logins are kept in ~/.config/stemma/credentials.json, mode 0600.
            """;

    private HelpTexts() {}

    static String exitCodes() {
        StringBuilder text = new StringBuilder();
        for (Exit exit : Exit.values()) {
            text.append(String.format("%5d  %s%n", exit.code(), exit.meaning()));
        }
        return text.append("\nTreat an unknown code as a failure; more may be added.\n")
                .toString();
    }
}
