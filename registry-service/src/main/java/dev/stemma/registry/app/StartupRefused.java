package dev.stemma.registry.app;

/** The server must not start like this; the message says what to change. */
final class StartupRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartupRefused(String sentence) {
        super(sentence);
    }
}
