package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.RunSink;
import dev.stemma.registry.model.validation.RuntimeFacts;
import dev.stemma.registry.model.validation.Tensor;
import dev.stemma.registry.port.ModelRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Answers with what it is asked, as {@link IdentityModel} does, after doing what a test wants done in between. */
final class EchoRuntime implements ModelRuntime {

    /** What happens while the model runs. */
    interface Meanwhile {
        void happens() throws IOException;
    }

    Meanwhile meanwhile = () -> {};

    @Override
    public RuntimeFacts facts() {
        return new RuntimeFacts("echo", "1.0", "cpu", 1, "none", "process", "amd64", "Linux");
    }

    @Override
    public RunResult run(RunRequest request, RunSink sink) throws IOException {
        meanwhile.happens();
        for (int i = 0; i < request.cases().size(); i++) {
            for (int repetition = 0; repetition < request.repeat(); repetition++) {
                Tensor input = request.cases().get(i).load().getFirst();
                sink.outputs(i, repetition, List.of(input.named("y")), Duration.ofMillis(1));
            }
        }
        return new RunResult.Completed(Duration.ofMillis(1), 1);
    }
}
