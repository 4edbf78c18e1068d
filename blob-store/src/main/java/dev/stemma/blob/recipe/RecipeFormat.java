package dev.stemma.blob.recipe;

/** Numbers of the recipe format, version 1. All integers are big-endian and unsigned. */
final class RecipeFormat {

    /** First eight bytes: {@code STMRECP} and the format version. */
    static final long MAGIC = 0x53544d5245435001L;

    /** The body stands as it is; other values are kept for compressed bodies. */
    static final int BODY_PLAIN = 0;

    static final int KIND_CHUNK = 1;
    static final int KIND_INLINE = 2;
    static final int KIND_SLICE = 3;

    /** No recipe object is larger. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private RecipeFormat() {}
}
