package dev.stemma.blob.codec;

/** Encoded bytes that can't be decoded: damaged, hostile, or of other bases. The message is one sentence. */
public final class CodecException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what is wrong, as a clause such as {@code "plane 2 ends early"}. */
    public CodecException(String reason) {
        super(reason);
    }
}
