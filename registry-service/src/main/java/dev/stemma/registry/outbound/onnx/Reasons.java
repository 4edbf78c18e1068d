package dev.stemma.registry.outbound.onnx;

import dev.stemma.registry.model.validation.Report.ReportError;
import dev.stemma.registry.model.validation.ReportCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences for the user. The runtime's own words are never shown: they hold paths of its build and text of the model's choice.
 * Only its error code and the operator's name are taken from them.
 */
final class Reasons {
    private static final Pattern OPERATOR = Pattern.compile("while running ([A-Z][A-Za-z0-9]{0,63}) node");
    private static final Pattern UNKNOWN =
            Pattern.compile("([A-Za-z][A-Za-z0-9_.:]{0,63})\\(-?\\d+\\) is not a registered");
    /** 128 and the signal SIGXCPU. */
    private static final int CPU_LIMIT = 152;
    /** The JVM's own status with ExitOnOutOfMemoryError. */
    private static final int OUT_OF_HEAP = 3;

    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "bad_alloc|OutOfMemory|insufficient memory|Cannot allocate memory|unable to create native thread");
    private static final Pattern NO_LIMITS = Pattern.compile("\\A(?:prlimit|setsid): ");
    private static final Pattern CODE = Pattern.compile("ORT_[A-Z_]{1,40}");

    private Reasons() {}

    static ReportError of(ReportCode code, String words) {
        return new ReportError(
                code,
                switch (code) {
                    case LOAD_FAILED -> "The runtime refuses to load the model" + why(words);
                    case INFERENCE_ERROR -> "The model could not be computed on these inputs" + why(words);
                    case INPUT_MISMATCH -> "The runtime can't take inputs of this element type from a suite";
                    case OUTPUT_TOO_LARGE -> "An output is larger than the limit";
                    case RESOURCE_MEMORY -> "The model needs more memory than a validation may use" + why(words);
                    default -> "The model could not be run";
                });
    }

    private static String why(String words) {
        String code = first(CODE, words, 0);
        String operator = first(OPERATOR, words, 1);
        String unknown = first(UNKNOWN, words, 1);
        String cause = switch (code) {
            case "ORT_INVALID_PROTOBUF" -> ": it is damaged";
            case "ORT_INVALID_GRAPH" -> ": its graph is not valid";
            case "ORT_NOT_IMPLEMENTED" -> ": it uses something that the runtime does not implement";
            case "ORT_INVALID_ARGUMENT" -> ": something in it does not fit";
            default -> "";
        };
        return cause
                + (operator.isEmpty() ? "" : ", in an operator " + operator)
                + (unknown.isEmpty() ? "" : ", which does not know the operator " + unknown)
                + (code.isEmpty() ? "" : " (" + code + ")");
    }

    private static String first(Pattern pattern, String words, int group) {
        Matcher matcher = pattern.matcher(words);
        return matcher.find() ? matcher.group(group) : "";
    }

    /** What killed a worker that did not answer. */
    static ReportError ofDeath(Worker worker, Limits limits) {
        int status = worker.exitStatus();
        if (worker.wasOverdue() || status == CPU_LIMIT) {
            return new ReportError(
                    ReportCode.RESOURCE_TIME,
                    "The model took more than the " + limits.wall().toSeconds() + " s that it may take");
        }
        if (status == OUT_OF_HEAP || OUT_OF_MEMORY.matcher(worker.errors()).find()) {
            return new ReportError(ReportCode.RESOURCE_MEMORY, "The model needs more memory than a validation may use");
        }
        if (NO_LIMITS.matcher(worker.errors()).find()) {
            return new ReportError(ReportCode.ISOLATION_UNAVAILABLE, "The limits for the model's process can't be set");
        }
        return new ReportError(
                ReportCode.WORKER_CRASHED,
                "The process that ran the model ended without a valid answer (status " + status + ")");
    }
}
