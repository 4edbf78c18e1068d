package dev.stemma.blob.hot;

/**
 * How much is kept hot.
 *
 * @param budgetBytes of all hot files together; 0 keeps none
 * @param readings how often a file is read over before it is kept, 1 or more
 */
public record HotLimits(long budgetBytes, int readings) {

    /** Keeps nothing. */
    public static final HotLimits OFF = new HotLimits(0, 1);

    /** Checks the numbers. */
    public HotLimits {
        if (budgetBytes < 0 || readings < 1) {
            throw new IllegalArgumentException("The budget is 0 bytes or more and files are read once or more, not "
                    + budgetBytes + ", " + readings);
        }
    }
}
