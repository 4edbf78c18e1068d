package dev.stemma.cli.command;

import dev.stemma.cli.config.Profile;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Endpoint;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a token for a registry, after the registry accepted it. */
@Command(
        name = "login",
        description = "Log in to a registry with a token; it becomes the registry in use.",
        footer = {"", "Example: stemma login http://127.0.0.1:8080 --token-stdin < DIR/token"})
final class LoginCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "URL", description = "The registry; the one in use when left out.")
    @Nullable String url;

    @Option(names = "--token-stdin", description = "Read the token from stdin.")
    boolean tokenFromStdin;

    @Option(names = "--name", paramLabel = "PROFILE", description = "What --profile will call this login.")
    @Nullable String name;

    LoginCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        String server = Endpoint.normal(url == null ? session.server() : url);
        Endpoint endpoint = Endpoint.of(server, Optional.of(token(server)), session.globals().insecure);
        Json.Obj who = session.client(endpoint).get("/whoami");
        Profile profile =
                new Profile(profileName(server), server, endpoint.token().orElseThrow());
        session.credentials().with(profile).save(session.environment());
        Json.Obj document = Json.document("login")
                .with("server", server)
                .with("profile", profile.name())
                .with("user", who.text("user"));
        if (!session.answered(document)) {
            session.terminal()
                    .done("logged in to " + server + " as " + who.text("user") + " (profile " + profile.name() + ")");
        }
        return Exit.OK.code();
    }

    private String token(String server) throws IOException {
        if (tokenFromStdin) {
            String token = new String(session.terminal().readAll(8192), StandardCharsets.UTF_8).strip();
            if (token.isEmpty()) {
                throw CliException.usage("there is no token on stdin");
            }
            return token;
        }
        Optional<String> typed = session.globals().noInput
                ? Optional.empty()
                : session.terminal().askSecret("Token for " + server + ": ");
        return typed.filter(token -> !token.isEmpty())
                .orElseThrow(() -> CliException.usage("a token is needed, and there is no terminal to ask on")
                        .help("stemma login " + server + " --token-stdin < FILE"));
    }

    private String profileName(String server) {
        if (name != null) {
            return name;
        }
        Optional<Profile> before = session.credentials().forServer(server);
        return before.map(Profile::name).orElseGet(() -> URI.create(server).getAuthority());
    }
}
