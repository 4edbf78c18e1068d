package dev.stemma.registry.worker;

/** The model can't be loaded or run: a report code, and the runtime's own words, which the server never shows as they are. */
final class InferenceException extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String reason;

    InferenceException(String code, String reason) {
        super(code);
        this.code = code;
        this.reason = reason;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
