package dev.stemma.cli.command;

import dev.stemma.cli.config.Durations;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a token; its value is shown this once. */
@Command(
        name = "create",
        description = "Create a token. Its value is printed on stdout, this once.",
        footer = {"", "Example: stemma token create \"build robot\" --user ci --role acme=writer --expires 90d"})
final class TokenCreateCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "What the token is for.")
    String name = "";

    @Option(names = "--user", paramLabel = "USER", description = "Whom it speaks for (default: you).")
    @Nullable String user;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "NS=ROLE",
            description = "reader, writer, promoter or admin of a namespace, or of all: *=ROLE. May be repeated.")
    Map<String, String> roles = new LinkedHashMap<>();

    @Option(
            names = "--expires",
            paramLabel = "DUR",
            description = "Time that it is valid, such as 90d (default: for ever).")
    @Nullable String expires;

    TokenCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String whom = user == null ? session.registry().get("/whoami").text("user") : user;
        Json.Obj request = Json.object()
                .with("user", whom)
                .with("name", name)
                .with("roles", roles)
                .with("expiresInDays", days());
        Json.Obj token = session.registry().act("/tokens", request).json();
        if (!session.answered(Json.document("token").and(token))) {
            session.terminal()
                    .done("token " + token.text("id") + " for " + whom + ": "
                            + WhoamiCommand.roles(token.object("roles")) + "; it is shown this once");
            session.terminal().answer(token.text("token"));
        }
        return Exit.OK.code();
    }

    private @Nullable Long days() {
        if (expires == null) {
            return null;
        }
        long days = Durations.parse(expires)
                .orElseThrow(() -> CliException.usage("--expires takes a duration such as 90d, not '" + expires + "'"))
                .toDays();
        if (days < 1) {
            throw CliException.usage("--expires takes at least one day: 1d");
        }
        return days;
    }
}
