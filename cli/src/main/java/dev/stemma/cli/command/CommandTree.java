package dev.stemma.cli.command;

import java.util.List;
import picocli.CommandLine;

/**
 * The commands by name. Building one loads its class only, so that a call pays for the command that it names; hence a switch, not
 * a table of constructors.
 */
final class CommandTree {
    private static final List<String> PATHS = List.of(
            "init",
            "login",
            "logout",
            "whoami",
            "push",
            "pull",
            "ls",
            "show",
            "log",
            "cat",
            "validate",
            "lineage",
            "verify",
            "du",
            "promote",
            "rollback",
            "alias",
            "alias set",
            "alias ls",
            "alias history",
            "alias rm",
            "label",
            "label add",
            "yank",
            "rm",
            "restore",
            "gc",
            "fsck",
            "reindex",
            "dataset",
            "dataset add",
            "dataset ls",
            "dataset show",
            "dataset verify",
            "suite",
            "suite add",
            "suite record",
            "suite ls",
            "suite show",
            "cache",
            "cache info",
            "cache verify",
            "cache prune",
            "config",
            "config get",
            "config set",
            "config list",
            "completion",
            "token",
            "token create",
            "token ls",
            "token revoke",
            "policy",
            "policy get",
            "policy set",
            "help");

    private CommandTree() {}

    /** Names of all commands of the first level, in the order of the root help. */
    static List<String> names() {
        return PATHS.stream().filter(path -> path.indexOf(' ') < 0).toList();
    }

    /** The root with one command and those below it, or with none when the name is none of ours. */
    static CommandLine with(Session session, String name) {
        CommandLine root = new CommandLine(session.globals());
        if (PATHS.contains(name)) {
            add(root, session, name);
        }
        return configured(root);
    }

    /** The root with every command. */
    static CommandLine full(Session session) {
        CommandLine root = new CommandLine(session.globals());
        names().forEach(name -> add(root, session, name));
        return configured(root);
    }

    private static CommandLine configured(CommandLine root) {
        // A file called "production" in the working folder must not become the meaning of @production.
        return root.setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setUsageHelpWidth(100)
                .setAbbreviatedSubcommandsAllowed(false)
                .setAbbreviatedOptionsAllowed(false)
                .setHelpFactory(OwnOptionsHelp::new);
    }

    private static void add(CommandLine root, Session session, String name) {
        CommandLine command = new CommandLine(make(name, session));
        root.addSubcommand(name, command);
        for (String path : PATHS) {
            if (path.startsWith(name + " ")) {
                command.addSubcommand(path.substring(name.length() + 1), new CommandLine(make(path, session)));
            }
        }
    }

    private static Object make(String path, Session session) {
        return switch (path) {
            case "init" -> new InitCommand(session);
            case "login" -> new LoginCommand(session);
            case "logout" -> new LogoutCommand(session);
            case "whoami" -> new WhoamiCommand(session);
            case "push" -> new PushCommand(session);
            case "pull" -> new PullCommand(session);
            case "ls" -> new LsCommand(session);
            case "show" -> new ShowCommand(session);
            case "log" -> new LogCommand(session);
            case "cat" -> new CatCommand(session);
            case "validate" -> new ValidateCommand(session);
            case "lineage" -> new LineageCommand(session);
            case "verify" -> new VerifyCommand(session);
            case "du" -> new DuCommand(session);
            case "promote" -> new PromoteCommand(session);
            case "rollback" -> new RollbackCommand(session);
            case "alias" -> new Groups.Alias();
            case "alias set" -> new AliasSetCommand(session);
            case "alias ls" -> new AliasLsCommand(session);
            case "alias history" -> new AliasHistoryCommand(session);
            case "alias rm" -> new AliasRmCommand(session);
            case "label" -> new Groups.Label();
            case "label add" -> new LabelAddCommand(session);
            case "yank" -> new YankCommand(session);
            case "rm" -> new RmCommand(session);
            case "restore" -> new RestoreCommand(session);
            case "gc" -> new GcCommand(session);
            case "fsck" -> new FsckCommand(session);
            case "reindex" -> new ReindexCommand(session);
            case "dataset" -> new Groups.Dataset();
            case "dataset add" -> new DatasetAddCommand(session);
            case "dataset ls" -> new DatasetLsCommand(session);
            case "dataset show" -> new DatasetShowCommand(session);
            case "dataset verify" -> new DatasetVerifyCommand(session);
            case "suite" -> new Groups.Suite();
            case "suite add" -> new SuiteAddCommand(session);
            case "suite record" -> new SuiteRecordCommand(session);
            case "suite ls" -> new SuiteLsCommand(session);
            case "suite show" -> new SuiteShowCommand(session);
            case "cache" -> new Groups.Cache();
            case "cache info" -> new CacheInfoCommand(session);
            case "cache verify" -> new CacheVerifyCommand(session);
            case "cache prune" -> new CachePruneCommand(session);
            case "config" -> new Groups.Config();
            case "config get" -> new ConfigGetCommand(session);
            case "config set" -> new ConfigSetCommand(session);
            case "config list" -> new ConfigListCommand(session);
            case "completion" -> new CompletionCommand(session);
            case "token" -> new Groups.Token();
            case "token create" -> new TokenCreateCommand(session);
            case "token ls" -> new TokenLsCommand(session);
            case "token revoke" -> new TokenRevokeCommand(session);
            case "policy" -> new Groups.Policy();
            case "policy get" -> new PolicyGetCommand(session);
            case "policy set" -> new PolicySetCommand(session);
            case "help" -> new HelpCommand(session);
            default -> throw new IllegalArgumentException(path);
        };
    }
}
