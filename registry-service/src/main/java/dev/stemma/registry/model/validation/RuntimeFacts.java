package dev.stemma.registry.model.validation;

/**
 * What ran a model, and how.
 *
 * @param name of the runtime
 * @param version of the runtime
 * @param provider the hardware it computes on
 * @param threads how many it computes with
 * @param optimization how it may rewrite the graph
 * @param isolation the level of isolation, such as {@code process}
 * @param arch the machine's architecture
 * @param os the operating system and its version
 */
public record RuntimeFacts(
        String name,
        String version,
        String provider,
        int threads,
        String optimization,
        String isolation,
        String arch,
        String os) {

    /** One line for a suite's manifest, such as {@code onnxruntime 1.29.0 cpu threads=1}. */
    public String line() {
        return name + " " + version + " " + provider + " threads=" + threads;
    }
}
