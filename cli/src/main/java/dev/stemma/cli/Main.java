package dev.stemma.cli;

import dev.stemma.cli.command.StemmaCommand;
import dev.stemma.cli.command.World;
import dev.stemma.cli.config.Environment;
import dev.stemma.cli.term.Look;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import java.util.concurrent.atomic.AtomicBoolean;

/** The entry of the {@code stemma} command. */
public final class Main {
    private Main() {}

    private static void sayInterrupted(Terminal terminal, AtomicBoolean ended) {
        if (!ended.get()) {
            terminal.complain(Text.of("interrupted; run the same command again to continue"));
        }
    }

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
        AtomicBoolean ended = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sayInterrupted(terminal, ended)));
        int exit = StemmaCommand.run(World.real(environment, terminal), args);
        ended.set(true);
        System.exit(exit);
    }
}
