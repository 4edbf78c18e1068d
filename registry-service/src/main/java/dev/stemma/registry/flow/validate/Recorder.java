package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Report.ReportError;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.RuntimeFacts;
import dev.stemma.registry.model.validation.Tensor;
import dev.stemma.registry.port.ModelRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes what a trusted model version answers to a suite's inputs, to be expected of others. */
@ApplicationScoped
public class Recorder {
    private static final int RUNS = 2;
    private static final long MAX_RECORDED_BYTES = 128L << 20;

    private final ModelRuntime runtime;

    /** Makes a recorder on a runtime. */
    @Inject
    public Recorder(ModelRuntime runtime) {
        this.runtime = runtime;
    }

    /** What came of a recording. */
    public sealed interface Recording {}

    /**
     * The new suite is the inputs' files that are kept, and those written.
     *
     * @param kept paths of the inputs' suite that stay as they are
     * @param written new files by path
     * @param cases how many
     * @param runtime what computed them
     */
    public record Recorded(List<String> kept, SortedMap<String, byte[]> written, int cases, RuntimeFacts runtime)
            implements Recording {}

    /**
     * Nothing was recorded.
     *
     * @param error why
     */
    public record NotRecorded(ReportError error) implements Recording {}

    /**
     * Runs the model on each case, twice, and keeps its outputs: they must be finite, as the model declares them, and the same both
     * times. Expected outputs that the suite has are replaced.
     *
     * @throws IOException if files can't be read; recording again may help
     */
    public Recording record(VersionFiles model, VersionFiles inputs) throws IOException {
        try {
            ModelFile file = ModelFile.find(model);
            Signature signature = Signature.of(file.model());
            return record(file, signature, inputs, Suite.read(inputs));
        } catch (Unusable e) {
            return new NotRecorded(e.error());
        }
    }

    private Recording record(ModelFile file, Signature signature, VersionFiles files, Suite suite)
            throws IOException, Unusable {
        RunRequest request = new RunRequest(
                file.bytes(),
                signature.tensorOutputs(),
                CheckedInputs.of(suite, signature),
                RUNS,
                suite.config().timeout());
        Tape tape = new Tape(signature, suite);
        return switch (runtime.run(
                request, (index, repetition, outputs, took) -> tape.take(index, repetition, outputs))) {
            case RunResult.Completed completed ->
                new Recorded(kept(files, suite), tape.written(), suite.cases().size(), runtime.facts());
            case RunResult.Stopped stopped -> new NotRecorded(stopped.error());
        };
    }

    private static List<String> kept(VersionFiles files, Suite suite) {
        List<String> replaced = suite.cases().stream()
                .flatMap(each -> each.expectedPaths().stream())
                .toList();
        return files.paths().stream().filter(path -> !replaced.contains(path)).toList();
    }

    /** Outputs as they come, and what is wrong with them. */
    private static final class Tape {
        private final Suite suite;
        private final Checks checks;
        private final SortedMap<String, byte[]> written = new TreeMap<>();
        private long recordedBytes;
        private @Nullable Unusable unusable;

        Tape(Signature signature, Suite suite) {
            this.suite = suite;
            this.checks = new Checks(signature);
        }

        void take(int index, int repetition, List<Tensor> outputs) {
            SuiteCase suiteCase = suite.cases().get(index);
            if (repetition > 0) {
                checks.again(suiteCase.id(), repetition, outputs);
                return;
            }
            checks.first(suiteCase.id(), outputs, List.of());
            try {
                keep(suiteCase.expectedPath(), Npz.write(outputs));
            } catch (Unusable e) {
                unusable = unusable == null ? e : unusable;
            }
        }

        private void keep(String path, byte[] file) throws Unusable {
            recordedBytes += file.length;
            if (recordedBytes > MAX_RECORDED_BYTES) {
                written.clear();
                throw new Unusable(ReportCode.OUTPUT_TOO_LARGE, "The outputs of all cases are more than 128 MiB");
            }
            written.put(path, file);
        }

        SortedMap<String, byte[]> written() throws Unusable {
            if (unusable != null) {
                throw unusable;
            }
            Optional<String> offence = checks.offence();
            if (offence.isPresent()) {
                throw new Unusable(ReportCode.INFERENCE_ERROR, "Not to be trusted: " + offence.get());
            }
            return written;
        }
    }
}
