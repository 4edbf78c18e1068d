package dev.stemma.cli.command;

import dev.stemma.cli.config.Credentials;
import dev.stemma.cli.config.Profile;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Endpoint;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets a login; revokes its token where asked. */
@Command(name = "logout", description = "Forget a login.")
final class LogoutCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "URL", description = "The registry; the one in use when left out.")
    @Nullable String url;

    @Option(names = "--all", description = "Forget every login.")
    boolean all;

    @Option(names = "--revoke", description = "Also revoke the token, so that it works nowhere.")
    boolean revoke;

    LogoutCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Credentials kept = session.credentials();
        List<Profile> leaving = all ? kept.profiles() : List.of(one(kept));
        for (Profile profile : leaving) {
            if (revoke) {
                revoke(profile);
            }
            kept = kept.without(profile.name());
        }
        kept.save(session.environment());
        List<String> servers = leaving.stream().map(Profile::server).toList();
        if (!session.answered(Json.document("logout").with("servers", servers))) {
            servers.forEach(server -> session.terminal().done("logged out of " + server));
        }
        return Exit.OK.code();
    }

    private Profile one(Credentials kept) {
        String server = Endpoint.normal(url == null ? session.server() : url);
        String typed = session.globals().profile;
        Optional<Profile> found = typed == null || url != null ? kept.forServer(server) : kept.named(typed);
        return found.orElseThrow(
                () -> CliException.of(Exit.NOT_FOUND, "NOT_LOGGED_IN", "there is no login for " + server));
    }

    private void revoke(Profile profile) {
        Registry registry =
                session.client(Endpoint.of(profile.server(), Optional.of(profile.token()), session.globals().insecure));
        String id = registry.get("/whoami").object("token").text("id");
        registry.send(Call.delete("/tokens/" + Routes.encode(id)));
    }
}
