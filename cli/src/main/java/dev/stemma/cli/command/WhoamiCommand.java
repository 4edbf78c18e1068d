package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Who the token says we are. */
@Command(name = "whoami", description = "Show the user, the roles and the token in use.")
final class WhoamiCommand implements Callable<Integer> {
    private final Session session;

    WhoamiCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Json.Obj who = session.registry().get("/whoami");
        String server = session.registry().endpoint().toString();
        if (session.answered(
                Json.document("whoami").and(who).with("server", server).with("serverVersion", who.get("server")))) {
            return Exit.OK.code();
        }
        Json.Obj token = who.object("token");
        String expires = token.optText("expiresAt").map(at -> ", expires " + at).orElse("");
        session.terminal()
                .answer(who.text("user") + " @ " + server + " (" + roles(who.object("roles")) + "; token '"
                        + token.optText("name").orElse("") + "'" + expires + ")");
        return Exit.OK.code();
    }

    static String roles(Json.Obj roles) {
        List<String> shown = new ArrayList<>();
        roles.members().forEach((namespace, role) -> shown.add(Shown.value(role) + " of " + namespace));
        return shown.isEmpty() ? "no role" : String.join(", ", shown);
    }
}
