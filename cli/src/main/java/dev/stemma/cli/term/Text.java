package dev.stemma.cli.term;

import java.util.ArrayList;
import java.util.List;

/** A line of styled pieces. The pieces are escaped when printed, the styles are ours. */
public record Text(List<Piece> pieces) {

    /** A run of one style. */
    public record Piece(Style style, String text) {}

    public Text {
        pieces = List.copyOf(pieces);
    }

    /** Plain text. */
    public static Text of(String text) {
        return of(Style.PLAIN, text);
    }

    /** Styled text. */
    public static Text of(Style style, String text) {
        return new Text(List.of(new Piece(style, text)));
    }

    /** This line, and plain text behind it. */
    public Text and(String text) {
        return and(Style.PLAIN, text);
    }

    /** This line, and styled text behind it. */
    public Text and(Style style, String text) {
        List<Piece> more = new ArrayList<>(pieces);
        more.add(new Piece(style, text));
        return new Text(more);
    }

    /** This line, and another behind it. */
    public Text and(Text other) {
        List<Piece> more = new ArrayList<>(pieces);
        more.addAll(other.pieces);
        return new Text(more);
    }

    /** Columns that it takes on a screen. */
    public int width() {
        return pieces.stream()
                .mapToInt(piece -> {
                    String shown = Escape.printable(piece.text());
                    return shown.codePointCount(0, shown.length());
                })
                .sum();
    }

    /** At most so many columns, with an ellipsis where text was lost. */
    Text cut(int columns, String ellipsis) {
        if (width() <= columns) {
            return this;
        }
        int left = Math.max(0, columns - ellipsis.length());
        List<Piece> kept = new ArrayList<>();
        for (Piece piece : pieces) {
            String shown = Escape.printable(piece.text());
            int length = shown.codePointCount(0, shown.length());
            int take = Math.min(left, length);
            kept.add(new Piece(piece.style(), shown.substring(0, shown.offsetByCodePoints(0, take))));
            left -= take;
        }
        kept.add(new Piece(Style.DIM, ellipsis));
        return new Text(kept);
    }

    String render(boolean colour) {
        StringBuilder line = new StringBuilder();
        for (Piece piece : pieces) {
            String shown = Escape.printable(piece.text());
            line.append(colour ? piece.style().start() + shown + piece.style().end() : shown);
        }
        return line.toString();
    }
}
