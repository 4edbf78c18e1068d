package dev.stemma.lineage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a node of the lineage graph stands for. The order is the order in which nodes are listed. */
public enum NodeKind {
    /** A version of a model. */
    MODEL,
    /** A version of a dataset. */
    DATASET,
    /** A version of a validation suite. */
    SUITE,
    /** A state of source code: a git commit, or the digest of a tree of files. */
    CODE,
    /** A data set that is known by its content only. */
    DATA,
    /** Packages and machine. */
    ENVIRONMENT,
    /** One run of a training or conversion command. */
    RUN,
    /** Something outside the registry, named by URL. */
    EXTERNAL;

    /** The word in node ids and in JSON, such as {@code model}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nodes of this kind are versions of a name in a namespace. */
    public boolean versioned() {
        return this == MODEL || this == DATASET || this == SUITE;
    }

    /** The kind that {@link #word()} names, if any. */
    public static Optional<NodeKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
