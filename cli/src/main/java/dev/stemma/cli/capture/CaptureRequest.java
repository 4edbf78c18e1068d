package dev.stemma.cli.capture;

import dev.stemma.cli.config.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to capture, and where to look.
 *
 * @param workDir where the command runs
 * @param project its project, if any
 * @param pushed the files and folders that are pushed
 * @param code {@code auto}, {@code none} or a folder
 * @param codeDiff whether uncommitted changes travel
 * @param data data sets by name: path, reference or address
 * @param environment a lockfile, or empty to look for one
 * @param values parameters and metrics
 * @param nowMillis the time, for the cache of digests
 */
public record CaptureRequest(
        Path workDir,
        Optional<Project> project,
        List<Path> pushed,
        String code,
        boolean codeDiff,
        Map<String, String> data,
        Optional<Path> environment,
        Values values,
        long nowMillis) {

    /**
     * Parameters and metrics as given.
     *
     * @param params {@code key=value} pairs
     * @param metrics {@code key=value} pairs
     * @param paramsFile a file, or empty to look for one
     * @param metricsFile a file, or empty to look for one
     */
    public record Values(
            List<String> params, List<String> metrics, Optional<Path> paramsFile, Optional<Path> metricsFile) {
        public Values {
            params = List.copyOf(params);
            metrics = List.copyOf(metrics);
        }
    }

    public CaptureRequest {
        pushed = List.copyOf(pushed);
    }

    /** The folder that the project is in, the working folder when there is none. */
    Path root() {
        return project.map(Project::root).orElse(workDir);
    }
}
