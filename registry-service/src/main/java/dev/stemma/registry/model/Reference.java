package dev.stemma.registry.model;

/**
 * A whole short reference: {@code [kind:]ns/name[:v3|:label|@alias[~n]|@sha256:…]}. Without a selector it means {@code @latest}.
 *
 * @param kind the kind it asks for
 * @param name the name
 * @param selector which version
 */
public record Reference(Kind kind, ModelName name, Selector selector) {

    /**
     * Parses a short reference.
     *
     * @param usual the kind meant where none is written
     * @throws InvalidInput {@code REFERENCE_INVALID} or {@code NAME_INVALID}
     */
    public static Reference parse(String text, Kind usual) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            var kind = Kind.ofWord(text.substring(0, colon));
            if (kind.isPresent()) {
                return plain(text.substring(colon + 1), kind.get());
            }
        }
        return plain(text, usual);
    }

    private static Reference plain(String text, Kind kind) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new InvalidInput(
                    ErrorCode.REFERENCE_INVALID, "'" + Printable.of(text, 80) + "' is no reference: write ns/name:v3");
        }
        int end = text.length();
        for (int i = slash; i < text.length(); i++) {
            if (text.charAt(i) == ':' || text.charAt(i) == '@') {
                end = i;
                break;
            }
        }
        ModelName name = ModelName.parse(text.substring(0, end));
        return new Reference(
                kind, name, end == text.length() ? new Selector.Latest() : Selector.parse(text.substring(end)));
    }
}
