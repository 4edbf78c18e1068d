package dev.stemma.cli.config;

/**
 * A login.
 *
 * @param name what {@code --profile} calls it
 * @param server base address of the registry
 * @param token the bearer token for it
 */
public record Profile(String name, String server, String token) {
    /** Never prints the token. */
    @Override
    public String toString() {
        return "Profile[" + name + ", " + server + "]";
    }
}
