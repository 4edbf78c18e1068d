package dev.stemma.registry.outbound.panache;

/** Facts about columns that annotations need as constants. */
final class Columns {

    /** Length that makes a column a {@code text}. */
    static final int TEXT = Integer.MAX_VALUE;

    private Columns() {}
}
