package dev.stemma.format;

import java.util.Optional;

/**
 * What a tensor type of GGML is and takes: numbers of {@code ggml_type}.
 *
 * @param type what its elements are
 * @param blockValues how many values make a block, 1 where each stands alone
 * @param blockBytes bytes of a block
 */
record GgmlType(ElementType type, int blockValues, int blockBytes) {

    /** The type of a number; empty if the number is not known, and with it the extent of a tensor. */
    static Optional<GgmlType> of(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch ((int) number) {
                    case 0 -> plain(ElementType.F32);
                    case 1 -> plain(ElementType.F16);
                    case 2 -> new GgmlType(ElementType.Q4_0, 32, 18);
                    case 8 -> new GgmlType(ElementType.Q8_0, 32, 34);
                    case 24 -> plain(ElementType.I8);
                    case 25 -> plain(ElementType.I16);
                    case 26 -> plain(ElementType.I32);
                    case 27 -> plain(ElementType.I64);
                    case 28 -> plain(ElementType.F64);
                    case 30 -> plain(ElementType.BF16);
                    case 3 -> other(32, 20); // Q4_1
                    case 6 -> other(32, 22); // Q5_0
                    case 7 -> other(32, 24); // Q5_1
                    case 9 -> other(32, 36); // Q8_1
                    case 10 -> other(256, 84); // Q2_K
                    case 11 -> other(256, 110); // Q3_K
                    case 12 -> other(256, 144); // Q4_K
                    case 13 -> other(256, 176); // Q5_K
                    case 14 -> other(256, 210); // Q6_K
                    case 15 -> other(256, 292); // Q8_K
                    case 16 -> other(256, 66); // IQ2_XXS
                    case 17 -> other(256, 74); // IQ2_XS
                    case 18 -> other(256, 98); // IQ3_XXS
                    case 19 -> other(256, 50); // IQ1_S
                    case 20 -> other(32, 18); // IQ4_NL
                    case 21 -> other(256, 110); // IQ3_S
                    case 22 -> other(256, 82); // IQ2_S
                    case 23 -> other(256, 136); // IQ4_XS
                    case 29 -> other(256, 56); // IQ1_M
                    case 34 -> other(256, 54); // TQ1_0
                    case 35 -> other(256, 66); // TQ2_0
                    case 39 -> other(32, 17); // MXFP4
                    case 40 -> other(64, 36); // NVFP4
                    case 41 -> other(128, 18); // Q1_0
                    default -> null;
                });
    }

    private static GgmlType plain(ElementType type) {
        return new GgmlType(type, 1, type.bits() / 8);
    }

    private static GgmlType other(int blockValues, int blockBytes) {
        return new GgmlType(ElementType.OTHER, blockValues, blockBytes);
    }

    /**
     * Bytes of a tensor, whose rows are whole blocks.
     *
     * @param elements how many values the tensor has
     * @param row how many its innermost dimension has
     */
    long bytes(long elements, long row) throws FormatException {
        if (row % blockValues != 0) {
            throw FormatException.tensor("A tensor's rows are no whole blocks");
        }
        return elements / blockValues * blockBytes;
    }
}
