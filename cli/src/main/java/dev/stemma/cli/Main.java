package dev.stemma.cli;

import dev.stemma.cli.command.StemmaCommand;
import dev.stemma.cli.command.World;
import dev.stemma.cli.config.Environment;
import dev.stemma.cli.term.Look;
import dev.stemma.cli.term.Terminal;

/** The entry of the {@code stemma} command. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        Environment environment = Environment.system();
        Look look = Look.detect(
                System.getProperty("stemma.tty", ""), System.getProperty("stemma.cols", ""), environment.variables());
        Terminal terminal = Terminal.system(look);
        // Answered before the command-line parser is loaded: scripts ask for it often.
        if (args.length == 1 && args[0].equals("--version")) {
            terminal.answer("stemma " + System.getProperty("stemma.version", "(development)"));
            terminal.flush();
            return;
        }
        System.exit(StemmaCommand.run(World.real(environment, terminal), args));
    }
}
