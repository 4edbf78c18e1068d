package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Escape;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The policy in force, as YAML. */
@Command(name = "get", description = "Print the promotion policy of a namespace or a model, as YAML.")
final class PolicyGetCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NS[/NAME]", description = "A namespace, or a model.")
    String where = "";

    PolicyGetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Policies policy = Policies.of(session, where);
        Answer answer = policy.registry()
                .send(Call.get(policy.path()).with("Accept", "application/yaml, application/problem+json"));
        String yaml = new String(answer.body(), StandardCharsets.UTF_8);
        Json.Obj document = Json.document("policy")
                .with("of", policy.shown())
                .with("etag", answer.etag().orElse(null));
        if (!session.answered(document.with("yaml", yaml))) {
            session.terminal()
                    .document(yaml.lines().map(Escape::printable).collect(Collectors.joining("\n", "", "\n")));
        }
        return Exit.OK.code();
    }
}
