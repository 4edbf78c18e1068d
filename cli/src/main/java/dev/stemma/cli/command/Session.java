package dev.stemma.cli.command;

import dev.stemma.cli.cache.Cache;
import dev.stemma.cli.capture.Resolver;
import dev.stemma.cli.config.Credentials;
import dev.stemma.cli.config.Environment;
import dev.stemma.cli.config.Profile;
import dev.stemma.cli.config.Project;
import dev.stemma.cli.config.Setting;
import dev.stemma.cli.config.Settings;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Endpoint;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Retry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.ReferenceParser;
import dev.stemma.cli.term.Progress;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.transfer.Nearby;
import dev.stemma.cli.transfer.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of the command: options, settings, the registry. Everything is made when it is first asked for. */
final class Session {
    private final World world;
    private final Globals globals;
    private @Nullable Environment environment;
    private @Nullable Settings settings;
    private @Nullable Credentials credentials;
    private @Nullable Registry registry;

    Session(World world, Globals globals) {
        this.world = world;
        this.globals = globals;
    }

    World world() {
        return world;
    }

    Globals globals() {
        return globals;
    }

    Terminal terminal() {
        return world.terminal();
    }

    boolean json() {
        return globals.json;
    }

    /** Prints a document as the answer when {@code --json} asks for it; says whether it did. */
    boolean answered(Json.Obj document) {
        if (json()) {
            terminal().document(JsonWriter.pretty(document));
        }
        return json();
    }

    Environment environment() {
        if (environment == null) {
            Environment outer = world.environment();
            environment = globals.directory == null ? outer : outer.in(folder(outer.resolve(globals.directory)));
        }
        return environment;
    }

    private static Path folder(Path path) {
        if (!Files.isDirectory(path)) {
            throw CliException.of(Exit.NOT_FOUND, "LOCAL_FILE_NOT_FOUND", "there is no folder " + path);
        }
        return path;
    }

    Settings settings() {
        if (settings == null) {
            settings = new Settings(
                    globals.settings(),
                    environment(),
                    Project.find(environment().workDir()));
        }
        return settings;
    }

    /** The cache of files, perhaps one that keeps nothing. */
    Cache cache() {
        return new Cache(settings().cacheFolder(), settings().cacheBytes(), world.clock());
    }

    /** How pull brings files of which others like them are here. */
    Nearby.Mode transferMode() {
        String mode = settings().value("transfer").orElse("auto");
        return switch (mode) {
            case "auto" -> Nearby.Mode.AUTO;
            case "delta" -> Nearby.Mode.DELTA;
            case "whole" -> Nearby.Mode.WHOLE;
            default -> throw CliException.usage("the setting transfer takes auto, delta or whole, not '" + mode + "'");
        };
    }

    Credentials credentials() {
        if (credentials == null) {
            credentials = Credentials.load(environment());
        }
        return credentials;
    }

    /** The registry in force, with its token. */
    Registry registry() {
        if (registry == null) {
            registry = open(server());
        }
        return registry;
    }

    /** The registry that a reference belongs to: another one when it was pasted as a web address. */
    Registry registry(Reference reference) {
        String other = reference.server();
        if (other == null || Endpoint.normal(other).equals(registry().endpoint().toString())) {
            return registry();
        }
        return open(other);
    }

    /** A client for a server, with the token that belongs to it. */
    Registry open(String server) {
        String base = Endpoint.normal(server);
        return client(Endpoint.of(base, token(base), globals.insecure));
    }

    /** A client for an endpoint. */
    Registry client(Endpoint endpoint) {
        Retry retry = new Retry(5, world.pause(), Math::random);
        terminal().passing("contacting " + endpoint + " " + terminal().glyphs().ellipsis());
        return new Registry(
                endpoint, settings().timeout(), retry, line -> terminal().detail(line));
    }

    /** The address in force. */
    String server() {
        Optional<Setting> server = settings().find("server");
        Optional<Setting> profile = settings().find("profile");
        boolean profileTyped = globals.profile != null && globals.server == null;
        if (server.isPresent() && !profileTyped) {
            return server.get().value();
        }
        if (profile.isPresent()) {
            return named(profile.get()).server();
        }
        return credentials().named(credentials().current()).map(Profile::server).orElseThrow(Session::noServer);
    }

    private Profile named(Setting profile) {
        return credentials()
                .named(profile.value())
                .orElseThrow(() -> CliException.of(
                                Exit.DENIED, "PROFILE_UNKNOWN", "there is no login named '" + profile.value() + "'")
                        .cause("it comes from " + profile.origin())
                        .help("stemma login URL --name " + profile.value()));
    }

    private static CliException noServer() {
        return CliException.usage("no registry is named").help("stemma login URL, or --server URL, or STEMMA_SERVER");
    }

    private Optional<String> token(String base) {
        Environment around = environment();
        Optional<String> variable = around.variable("STEMMA_TOKEN");
        Optional<String> tokenFile = around.variable("STEMMA_TOKEN_FILE");
        if ((variable.isPresent() || tokenFile.isPresent()) && serverComesFromProject()) {
            throw CliException.usage("a token in the environment is not sent to a server that only stemma.yaml names")
                    .cause("whoever wrote that file would get the token")
                    .help("export STEMMA_SERVER=" + server() + "   if you trust it");
        }
        if (variable.isPresent() && Endpoint.normal(server()).equals(base)) {
            return variable;
        }
        if (tokenFile.isPresent() && Endpoint.normal(server()).equals(base)) {
            return Optional.of(tokenFile(around.resolve(tokenFile.get())));
        }
        if (globals.profile != null) {
            Optional<Profile> typed = credentials()
                    .named(globals.profile)
                    .filter(profile -> profile.server().equals(base));
            if (typed.isPresent()) {
                return typed.map(Profile::token);
            }
        }
        return credentials().forServer(base).map(Profile::token);
    }

    private boolean serverComesFromProject() {
        return settings()
                .find("server")
                .filter(setting -> setting.origin().contains(Project.FILE_NAME))
                .isPresent();
    }

    private static String tokenFile(Path file) {
        try (java.io.InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(8192), StandardCharsets.UTF_8).strip();
        } catch (IOException broken) {
            throw CliException.of(Exit.DENIED, "TOKEN_FILE_UNREADABLE", "cannot read the token file " + file)
                    .cause(String.valueOf(broken.getMessage()))
                    .from(broken);
        }
    }

    ReferenceParser parser() {
        return new ReferenceParser(settings().value("model").map(Name::parse).orElse(null));
    }

    /** Parses a reference as typed. */
    Reference reference(String typed, Kind fallback) {
        return parser().parse(typed, fallback);
    }

    /** Parses a name as typed; a version behind it is refused. */
    Reference name(String typed, Kind fallback) {
        Reference reference = reference(typed, fallback);
        if (reference.selector() != null) {
            throw CliException.usage("'" + typed + "' names a version, and a name alone is wanted")
                    .help("write " + reference.kind().prefix() + reference.name());
        }
        return reference;
    }

    /** The version that a reference means now; says so on stderr when it may mean another tomorrow. */
    Json.Obj version(Reference reference) {
        Json.Obj version = registry(reference).get(Routes.version(reference));
        if (reference.moves()) {
            terminal()
                    .say(reference.kind().prefix() + reference.name()
                            + reference.effective().typed() + " "
                            + terminal().glyphs().arrow() + " :" + version.text("version") + " ("
                            + Shown.digest(version.text("digest"), terminal()) + ")");
        }
        return version;
    }

    /** Waits. */
    void rest(Duration time) {
        try {
            world.pause().rest(time);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw CliException.of(Exit.INTERRUPTED, "INTERRUPTED", "interrupted")
                    .from(stop);
        }
    }

    /** Pins references for lineage and manifests. */
    Resolver resolver() {
        return (typed, kind) -> {
            Reference reference = reference(typed, kind);
            Json.Obj version = version(reference);
            return new Resolver.Resolved(
                    reference.kind(), reference.name(), version.text("version"), Wire.digest(version.text("digest")));
        };
    }

    Progress progress(String what, long totalBytes) {
        String mode = settings().value("progress").orElse("auto").toUpperCase(Locale.ROOT);
        try {
            return new Progress(terminal(), Progress.Mode.valueOf(mode), what, totalBytes, world.nanos());
        } catch (IllegalArgumentException unknown) {
            throw CliException.usage("--progress takes auto, plain or none").from(unknown);
        }
    }
}
