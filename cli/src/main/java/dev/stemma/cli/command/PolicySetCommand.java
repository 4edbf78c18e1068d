package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces a policy by compare-and-swap on the one that is there. */
@Command(
        name = "set",
        description = "Replace the promotion policy of a namespace or a model.",
        footer = {"", "Example: stemma policy set acme policy.yaml"})
final class PolicySetCommand implements Callable<Integer> {
    private static final int MOST_BYTES = 1 << 20;

    private final Session session;

    @Parameters(index = "0", paramLabel = "NS[/NAME]", description = "A namespace, or a model.")
    String where = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The policy, YAML; - for stdin.")
    String file = "";

    @Option(
            names = "--expect",
            paramLabel = "ETAG",
            description = "Only if the policy there has this ETag (default: the one found when asked).")
    @Nullable String expect;

    PolicySetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        byte[] yaml = read();
        Policies policy = Policies.of(session, where);
        Call call = Call.bytes("PUT", policy.path(), "application/yaml", yaml);
        Optional<String> etag = expect != null
                ? Optional.of(expect)
                : policy.registry().find(policy.path(), "NOT_FOUND").flatMap(Answer::etag);
        policy.registry().send(etag.isPresent() ? call.with("If-Match", etag.get()) : call.with("If-None-Match", "*"));
        if (!session.answered(Json.document("policy-set").with("of", policy.shown()))) {
            session.terminal().done("policy of " + policy.shown() + " set");
            session.terminal().next("stemma promote REF --to STAGE -n   shows what it would say");
        }
        return Exit.OK.code();
    }

    private byte[] read() throws IOException {
        byte[] yaml;
        Path path = session.environment().resolve(file);
        try (InputStream in = file.equals("-") ? InputStream.nullInputStream() : Files.newInputStream(path)) {
            yaml = file.equals("-") ? session.terminal().readAll(MOST_BYTES + 1) : in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException none) {
            throw CliException.of(Exit.NOT_FOUND, "LOCAL_FILE_NOT_FOUND", "there is no file " + path)
                    .from(none);
        }
        if (yaml.length > MOST_BYTES) {
            throw CliException.usage("a policy is at most 1 MiB");
        }
        return yaml;
    }
}
