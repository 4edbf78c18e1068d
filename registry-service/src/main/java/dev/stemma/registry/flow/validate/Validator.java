package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.Tensor;
import dev.stemma.registry.port.ModelRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a model version on a suite and says what was found. Expected outputs stay here: the runtime never sees them. */
@ApplicationScoped
public class Validator {
    private static final int SMOKE_RUNS = 2;

    private final ModelRuntime runtime;

    /** Makes a validator on a runtime. */
    @Inject
    public Validator(ModelRuntime runtime) {
        this.runtime = runtime;
    }

    /** What is to be run, how, and who judges the outputs. */
    private record Trial(List<RunRequest.CaseInputs> cases, int repeat, Optional<Duration> timeout, Judge judge) {}

    /**
     * Validates a version, for as long as its model takes. Whatever is wrong with model or suite is in the report.
     *
     * @param subject what the report is about, with the suite named if there is one
     * @param model the version's files
     * @param suite the suite's files; empty for a smoke test on inputs made up from the model's signature
     * @throws IOException if files can't be read; validating again may help
     */
    public Report validate(Report.Subject subject, VersionFiles model, Optional<VersionFiles> suite)
            throws IOException {
        ReportDraft draft = new ReportDraft(subject, runtime.facts());
        try {
            long start = System.nanoTime();
            ModelFile file = ModelFile.find(model);
            draft.check("parse", true, Duration.ofNanos(System.nanoTime() - start), "");
            Signature signature = Signature.of(file.model());
            if (suite.isPresent()) {
                Suite cases = Suite.read(suite.get());
                draft.suiteOf(cases.cases().size());
                run(draft, file, signature, onSuite(signature, cases));
            } else {
                run(draft, file, signature, smoke(signature));
            }
        } catch (Unusable e) {
            draft.error(e.error());
        }
        return draft.report();
    }

    private static Trial onSuite(Signature signature, Suite suite) throws IOException, Unusable {
        suite.requireExpectations();
        List<RunRequest.CaseInputs> cases = CheckedInputs.of(suite, signature);
        return new Trial(cases, suite.config().repeat(), suite.config().timeout(), new SuiteJudge(signature, suite));
    }

    private static Trial smoke(Signature signature) throws Unusable {
        List<Tensor> inputs = SmokeInputs.of(signature);
        return new Trial(List.of(() -> inputs), SMOKE_RUNS, Optional.empty(), new SmokeJudge(signature));
    }

    private void run(ReportDraft draft, ModelFile file, Signature signature, Trial trial) throws IOException, Unusable {
        List<Duration> times = new ArrayList<>();
        RunRequest request =
                new RunRequest(file.bytes(), signature.tensorOutputs(), trial.cases, trial.repeat, trial.timeout);
        RunResult result = runtime.run(request, (caseIndex, repetition, outputs, took) -> {
            times.add(took);
            trial.judge.outputs(caseIndex, repetition, outputs, took);
        });
        switch (result) {
            case RunResult.Completed completed -> {
                draft.completed(completed, times);
                trial.judge.conclude(draft);
            }
            case RunResult.Stopped stopped -> draft.stopped(stopped);
        }
    }
}
