package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.ref.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** Help on commands and on what they share. */
@Command(name = "help", description = "Show help on a command, or on: references, options, exit-codes, environment.")
final class HelpCommand implements Callable<Integer> {
    private static final List<String> TOPICS = List.of("references", "options", "exit-codes", "environment");

    private final Session session;

    @Parameters(arity = "0..*", paramLabel = "COMMAND|TOPIC", description = "What to explain.")
    List<String> words = List.of();

    HelpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.terminal().document(plain(text()));
        return Exit.OK.code();
    }

    private String text() {
        if (words.isEmpty()) {
            return HelpTexts.ROOT;
        }
        return switch (words.getFirst()) {
            case "references" -> HelpTexts.REFERENCES;
            case "options" -> options(CommandTree.with(session, ""));
            case "exit-codes" -> HelpTexts.exitCodes();
            case "environment" -> HelpTexts.ENVIRONMENT;
            default -> command();
        };
    }

    private String command() {
        CommandLine at = CommandTree.full(session);
        for (String word : words) {
            CommandLine below = at.getSubcommands().get(word);
            if (below == null) {
                throw unknown(word, at);
            }
            at = below;
        }
        return at.getUsageMessage(Help.Ansi.OFF);
    }

    private static CliException unknown(String word, CommandLine at) {
        List<String> candidates = new ArrayList<>(at.getSubcommands().keySet());
        candidates.addAll(TOPICS);
        return CliException.usage("there is no help on '" + word + "'")
                .help(Nearest.to(word, candidates)
                        .map(near -> "did you mean: stemma help " + near)
                        .orElse("stemma help"));
    }

    /** The options of every command. */
    static String options(CommandLine root) {
        Help help = new Help(root.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
        List<OptionSpec> all = root.getCommandSpec().options();
        return "Before or behind the command's name:\n\n" + help.optionListExcludingGroups(all);
    }

    private String plain(String text) {
        return session.terminal().look().ascii() ? text.replace("·", "-") : text;
    }
}
