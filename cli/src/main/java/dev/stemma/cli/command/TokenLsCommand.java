package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists tokens, never their values. */
@Command(name = "ls", description = "List tokens of the namespaces that you administer.")
final class TokenLsCommand implements Callable<Integer> {
    private final Session session;

    TokenLsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Json.Obj> items = session.registry().list("/tokens", 10_000);
        if (session.answered(Json.document("tokens").with("items", items))) {
            return Exit.OK.code();
        }
        String none = session.terminal().glyphs().none();
        Table table = Table.of("ID", "USER", "NAME", "ROLES", "CREATED", "EXPIRES", "REVOKED");
        for (Json.Obj token : items) {
            table.row(
                    token.text("id"),
                    token.text("user"),
                    token.optText("name").orElse(none),
                    WhoamiCommand.roles(token.object("roles")),
                    token.text("createdAt"),
                    token.optText("expiresAt").orElse(none),
                    token.optText("revokedAt").orElse(none));
        }
        session.terminal().answer(table);
        return Exit.OK.code();
    }
}
