package dev.stemma.cli.term;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, aligned by blanks. The widest columns give way when the screen is too narrow. */
public final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 6;

    private final List<List<Text>> rows = new ArrayList<>();

    private Table() {}

    /** A table with these headings. */
    public static Table of(String... headings) {
        Table table = new Table();
        List<Text> row = new ArrayList<>();
        for (String heading : headings) {
            row.add(Text.of(Style.BOLD, heading));
        }
        table.rows.add(row);
        return table;
    }

    /** A table without headings. */
    public static Table plain() {
        return new Table();
    }

    /** Adds a row of plain cells. */
    public Table row(String... cells) {
        List<Text> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(Text.of(cell));
        }
        rows.add(row);
        return this;
    }

    /** Adds a row of styled cells. */
    public Table row(List<Text> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    List<Text> lines(int columns, String ellipsis) {
        int[] widths = widths(columns);
        List<Text> lines = new ArrayList<>();
        for (List<Text> row : rows) {
            lines.add(line(row, widths, ellipsis));
        }
        return lines;
    }

    private static Text line(List<Text> row, int[] widths, String ellipsis) {
        List<Text.Piece> pieces = new ArrayList<>();
        int last = row.size() - 1;
        while (last > 0 && row.get(last).width() == 0) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            Text cell = row.get(i).cut(widths[i], ellipsis);
            pieces.addAll(cell.pieces());
            if (i < last) {
                pieces.add(new Text.Piece(Style.PLAIN, " ".repeat(widths[i] - cell.width() + GAP)));
            }
        }
        return new Text(pieces);
    }

    private int[] widths(int columns) {
        int count = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[count];
        for (List<Text> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        if (columns < Integer.MAX_VALUE) {
            shrink(widths, columns - GAP * Math.max(0, count - 1));
        }
        return widths;
    }

    private static void shrink(int[] widths, int room) {
        int total = 0;
        for (int width : widths) {
            total += width;
        }
        while (total > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths.length == 0 || widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            total--;
        }
    }
}
