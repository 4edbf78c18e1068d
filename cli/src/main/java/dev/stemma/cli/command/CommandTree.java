package dev.stemma.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands by name. Building one loads its class only, so that a call pays for the command that it names. */
final class CommandTree {
    private static final Map<String, Function<Session, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("init", InitCommand::new);
        COMMANDS.put("login", LoginCommand::new);
        COMMANDS.put("logout", LogoutCommand::new);
        COMMANDS.put("whoami", WhoamiCommand::new);
        COMMANDS.put("push", PushCommand::new);
        COMMANDS.put("pull", PullCommand::new);
        COMMANDS.put("ls", LsCommand::new);
        COMMANDS.put("show", ShowCommand::new);
        COMMANDS.put("log", LogCommand::new);
        COMMANDS.put("cat", CatCommand::new);
        COMMANDS.put("validate", ValidateCommand::new);
        COMMANDS.put("lineage", LineageCommand::new);
        COMMANDS.put("verify", VerifyCommand::new);
        COMMANDS.put("promote", PromoteCommand::new);
        COMMANDS.put("rollback", RollbackCommand::new);
        COMMANDS.put("alias", session -> new Groups.Alias());
        COMMANDS.put("alias set", AliasSetCommand::new);
        COMMANDS.put("alias ls", AliasLsCommand::new);
        COMMANDS.put("alias history", AliasHistoryCommand::new);
        COMMANDS.put("alias rm", AliasRmCommand::new);
        COMMANDS.put("label", session -> new Groups.Label());
        COMMANDS.put("label add", LabelAddCommand::new);
        COMMANDS.put("yank", YankCommand::new);
        COMMANDS.put("dataset", session -> new Groups.Dataset());
        COMMANDS.put("dataset add", DatasetAddCommand::new);
        COMMANDS.put("dataset ls", DatasetLsCommand::new);
        COMMANDS.put("dataset show", DatasetShowCommand::new);
        COMMANDS.put("dataset verify", DatasetVerifyCommand::new);
        COMMANDS.put("suite", session -> new Groups.Suite());
        COMMANDS.put("suite add", SuiteAddCommand::new);
        COMMANDS.put("suite record", SuiteRecordCommand::new);
        COMMANDS.put("suite ls", SuiteLsCommand::new);
        COMMANDS.put("suite show", SuiteShowCommand::new);
        COMMANDS.put("config", session -> new Groups.Config());
        COMMANDS.put("config get", ConfigGetCommand::new);
        COMMANDS.put("config set", ConfigSetCommand::new);
        COMMANDS.put("config list", ConfigListCommand::new);
        COMMANDS.put("completion", CompletionCommand::new);
        COMMANDS.put("token", session -> new Groups.Token());
        COMMANDS.put("token create", TokenCreateCommand::new);
        COMMANDS.put("token ls", TokenLsCommand::new);
        COMMANDS.put("token revoke", TokenRevokeCommand::new);
        COMMANDS.put("policy", session -> new Groups.Policy());
        COMMANDS.put("policy get", PolicyGetCommand::new);
        COMMANDS.put("policy set", PolicySetCommand::new);
        COMMANDS.put("help", HelpCommand::new);
    }

    private CommandTree() {}

    /** Names of all commands of the first level, in the order of the root help. */
    static List<String> names() {
        return COMMANDS.keySet().stream().filter(name -> !name.contains(" ")).toList();
    }

    /** The root with one command and those below it, or with none when the name is none of ours. */
    static CommandLine with(Session session, String name) {
        CommandLine root = new CommandLine(session.globals());
        add(root, session, name);
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
        Function<Session, Object> maker = COMMANDS.get(name);
        if (maker == null) {
            return;
        }
        CommandLine command = new CommandLine(maker.apply(session));
        root.addSubcommand(name, command);
        COMMANDS.forEach((path, below) -> {
            if (path.startsWith(name + " ")) {
                command.addSubcommand(path.substring(name.length() + 1), new CommandLine(below.apply(session)));
            }
        });
    }
}
