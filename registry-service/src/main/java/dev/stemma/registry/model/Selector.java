package dev.stemma.registry.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of a name is meant. The grammar is DESIGN's: {@code :} never moves, {@code @} moves, {@code sha256:} is content. */
public sealed interface Selector {

    /** {@code v3}. */
    record ByNumber(int number) implements Selector {}

    /** {@code 2.1.0}. */
    record ByLabel(Label label) implements Selector {}

    /** {@code @latest}: the highest version that is not yanked. */
    record Latest() implements Selector {}

    /**
     * {@code @production} or {@code @production~1}.
     *
     * @param alias the alias
     * @param back how many holders back, 0 for the present one
     */
    record ByAlias(AliasName alias, int back) implements Selector {}

    /**
     * {@code sha256:4be1f0c2d9aa…}.
     *
     * @param prefix 12 to 64 lower-case hex digits of the manifest's digest
     */
    record ByDigest(String prefix) implements Selector {}

    /**
     * Parses what stands in {@code {ref}} of a URL. An optional leading {@code :} or {@code @} before {@code sha256:} is accepted,
     * since that is how the forms look inside a whole reference.
     *
     * @throws InvalidInput {@code REFERENCE_INVALID}
     */
    static Selector parse(String text) {
        Matcher digest = SelectorGrammar.DIGEST.matcher(text);
        if (digest.matches()) {
            return new ByDigest(digest.group(1));
        }
        if (text.startsWith("@")) {
            return alias(text);
        }
        String plain = text.startsWith(":") ? text.substring(1) : text;
        Matcher number = SelectorGrammar.NUMBER.matcher(plain);
        if (number.matches()) {
            return new ByNumber(Integer.parseInt(number.group(1)));
        }
        if (plain.matches("v[0-9]+")) {
            throw SelectorGrammar.invalid(text);
        }
        try {
            return new ByLabel(new Label(plain));
        } catch (InvalidInput e) {
            throw SelectorGrammar.invalid(text);
        }
    }

    private static Selector alias(String text) {
        Matcher alias = SelectorGrammar.ALIAS.matcher(text);
        if (!alias.matches()) {
            throw SelectorGrammar.invalid(text);
        }
        String back = alias.group(2);
        if (alias.group(1).equals(AliasName.LATEST) && back == null) {
            return new Latest();
        }
        try {
            return new ByAlias(new AliasName(alias.group(1)), back == null ? 0 : Integer.parseInt(back));
        } catch (InvalidInput e) {
            throw SelectorGrammar.invalid(text);
        }
    }

    /** The patterns behind {@link Selector#parse}. */
    final class SelectorGrammar {
        private static final Pattern DIGEST = Pattern.compile("@?sha256:([0-9a-f]{12,64})");
        private static final Pattern NUMBER = Pattern.compile("v([1-9][0-9]{0,8})");
        private static final Pattern ALIAS = Pattern.compile("@([a-z0-9._-]{1,64})(?:~([1-9][0-9]{0,2}|1000))?");

        private SelectorGrammar() {}

        private static InvalidInput invalid(String text) {
            return new InvalidInput(
                    ErrorCode.REFERENCE_INVALID,
                    "'" + Printable.of(text, 80)
                            + "' selects no version: write v3, a label, @alias, @alias~1 or sha256:<12 to 64 hex digits>");
        }
    }
}
