package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a token worthless, at once. */
@Command(name = "revoke", description = "Revoke a token, at once.")
final class TokenRevokeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "The token's id, as `stemma token ls` shows it.")
    String id = "";

    TokenRevokeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.registry().send(Call.delete("/tokens/" + Routes.encode(id)));
        if (!session.answered(Json.document("token-revoked").with("id", id))) {
            session.terminal().done("revoked " + id);
        }
        return Exit.OK.code();
    }
}
