package dev.stemma.lineage;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What may follow the colon in the id of a node. */
final class NodeGrammar {

    private static final String PART = "(?=[a-z0-9._-]{1,64}[/:])[a-z0-9]+(?:[._-][a-z0-9]+)*+";
    private static final Predicate<String> VERSION =
            Pattern.compile(PART + "/" + PART + ":v[1-9][0-9]{0,8}").asMatchPredicate();
    private static final Predicate<String> COMMIT_OR_TREE =
            Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}").asMatchPredicate();
    private static final Predicate<String> SHA256 =
            Pattern.compile("[0-9a-f]{64}").asMatchPredicate();
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,31}:");
    private static final int MAX_URL_BYTES = 1024;
    private static final int SHOWN = 80;

    private NodeGrammar() {}

    static Predicate<String> of(NodeKind kind) {
        return switch (kind) {
            case MODEL, DATASET, SUITE -> VERSION;
            case CODE -> COMMIT_OR_TREE;
            case DATA, ENVIRONMENT, RUN -> SHA256;
            case EXTERNAL -> NodeGrammar::isUrl;
        };
    }

    /** A scheme and something behind it; no blanks and nothing that a terminal or a database could stumble over. */
    private static boolean isUrl(String value) {
        var scheme = SCHEME.matcher(value);
        return value.length() <= MAX_URL_BYTES
                && scheme.lookingAt()
                && scheme.end() < value.length()
                && value.codePoints().noneMatch(c -> Character.isWhitespace(c) || Text.unprintable(c))
                && value.getBytes(StandardCharsets.UTF_8).length <= MAX_URL_BYTES;
    }

    static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return "\"" + cut.replaceAll("[^ -~]", "?") + "\"";
    }
}
