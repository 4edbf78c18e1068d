package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.ref.Nearest;
import dev.stemma.cli.term.Look;
import dev.stemma.cli.term.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line from its words to its exit code. */
public final class StemmaCommand {
    private static final Set<String> WITH_VALUE = Set.of("--server", "--profile", "--timeout", "--progress", "-C");

    private final World world;
    private final List<String> words;
    private final Session session;

    private StemmaCommand(World world, List<String> words) {
        this.world = world;
        this.words = words;
        this.session = new Session(world, new Globals());
    }

    /** Runs the words and gives the exit code. Throws nothing; all is said on the terminal. */
    public static int run(World world, String... words) {
        List<String> given = Arrays.asList(words);
        int exit;
        try {
            exit = new StemmaCommand(world, given).run();
        } catch (RuntimeException | Error unexpected) {
            exit = new ErrorReport(world, given.contains("--json"), given.contains("--debug")).report(unexpected);
        }
        boolean written = world.terminal().flush();
        return written || exit != 0 ? exit : Exit.FAILED.code();
    }

    private int run() {
        String name = name();
        if (!name.isEmpty() && !CommandTree.names().contains(name)) {
            throw unknown(name);
        }
        CommandLine root = CommandTree.with(session, name);
        StringWriter help = new StringWriter();
        root.setOut(new PrintWriter(help));
        root.setParameterExceptionHandler((wrong, arguments) -> report(usage(wrong)));
        root.setExecutionExceptionHandler((thrown, command, parsed) -> report(thrown));
        root.setExecutionStrategy(parsed -> {
            try {
                return execute(parsed);
            } catch (CliException refused) {
                return report(refused);
            }
        });
        int exit = root.execute(words.toArray(String[]::new));
        if (help.getBuffer().length() > 0) {
            world.terminal().document(name.isEmpty() ? HelpTexts.ROOT : help.toString());
        }
        return exit;
    }

    private int execute(CommandLine.ParseResult parsed) {
        Globals globals = session.globals();
        Terminal terminal = world.terminal();
        Look look = terminal.look();
        look = globals.noColor ? look.withoutColour() : look;
        look = globals.ascii ? look.withAscii() : look;
        terminal.adjust(
                look,
                globals.quiet
                        ? Terminal.Loudness.QUIET
                        : globals.verbose ? Terminal.Loudness.VERBOSE : Terminal.Loudness.NORMAL);
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return Exit.OK.code();
        }
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (globals.version) {
            terminal.answer("stemma " + System.getProperty("stemma.version", "(development)"));
            return Exit.OK.code();
        }
        if (!parsed.hasSubcommand()) {
            terminal.document(HelpTexts.ROOT);
            return words.isEmpty() ? Exit.OK.code() : Exit.USAGE.code();
        }
        if (!last.commandSpec().subcommands().isEmpty()) {
            throw CliException.usage("stemma " + last.commandSpec().name() + " does nothing by itself")
                    .help("stemma " + last.commandSpec().name() + " "
                            + String.join("|", last.commandSpec().subcommands().keySet()));
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The first word that is neither an option nor an option's value. */
    private String name() {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                return word;
            }
        }
        return "";
    }

    private int report(Throwable thrown) {
        Globals globals = session.globals();
        boolean json = globals.json || words.contains("--json");
        return new ErrorReport(world, json, globals.debug).report(thrown);
    }

    private static CliException unknown(String name) {
        CliException failure = CliException.usage("there is no command '" + name + "'");
        return failure.help(Nearest.to(name, CommandTree.names())
                .map(near -> "did you mean: stemma " + near)
                .orElse("stemma help"));
    }

    private static CliException usage(ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String message = String.valueOf(wrong.getMessage());
        String help = command + " --help";
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            message = command + " does not know '" + word + "'";
            help = suggestion(wrong.getCommandLine(), word)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(help);
        } else if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            message = command + " lacks " + missing.getMissing().getFirst().paramLabel();
        }
        return CliException.usage(message).help(help).from(wrong);
    }

    private static java.util.Optional<String> suggestion(CommandLine command, String word) {
        List<String> candidates =
                new java.util.ArrayList<>(command.getSubcommands().keySet());
        command.getCommandSpec().options().forEach(option -> candidates.addAll(List.of(option.names())));
        return Nearest.to(word, candidates);
    }
}
