package dev.stemma.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes {@code docs/cli.md} from the commands themselves. */
final class CliDocument {
    private static final String HEAD = """
            # The `stemma` command

            Written from the command itself; a test keeps it so (`mvn -pl cli -am test -Dtest=CliDocumentTest -Dupdate=true` rewrites it).

            stdout carries the answer, stderr the conversation: `ref=$(stemma push model.onnx acme/m)` always works. Every command takes
            `--json` and then prints one document that names its schema, `stemma.<thing>/v1`; members may be added within `/v1`. With
            `--json` an error is one object on stderr (`stemma.error/v1`) and stdout is empty. Text for people may change at any time.

            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    static String of(CommandLine full) {
        CliDocument document = new CliDocument();
        document.block("References", HelpTexts.REFERENCES);
        document.block("Exit codes", HelpTexts.exitCodes());
        document.block("Environment and settings", HelpTexts.ENVIRONMENT);
        document.text.append("## Options of every command\n\nBefore or behind the command's name.\n\n");
        document.options(full.getCommandSpec().options());
        document.text.append("## Commands\n\n");
        full.getSubcommands().values().forEach(document::command);
        return document.text.toString().stripTrailing() + "\n";
    }

    private void block(String title, String lines) {
        text.append("## ").append(title).append("\n\n```\n").append(lines).append("```\n\n");
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        text.append("### ").append(spec.qualifiedName()).append("\n\n");
        text.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
        if (spec.subcommands().isEmpty()) {
            text.append("```\n").append(command.getHelp().synopsis(0).strip()).append("\n```\n\n");
        }
        List<OptionSpec> own =
                spec.options().stream().filter(option -> !option.inherited()).toList();
        if (!spec.positionalParameters().isEmpty() || !own.isEmpty()) {
            text.append("| | |\n|---|---|\n");
            spec.positionalParameters().forEach(this::positional);
            own.forEach(this::option);
            text.append('\n');
        }
        for (String line : spec.usageMessage().footer()) {
            if (!line.isEmpty()) {
                text.append(line.replaceFirst("^Example: (.*)$", "Example: `$1`"))
                        .append("\n\n");
            }
        }
        command.getSubcommands().values().forEach(this::command);
    }

    private void options(List<OptionSpec> options) {
        text.append("| | |\n|---|---|\n");
        options.forEach(this::option);
        text.append('\n');
    }

    private void positional(PositionalParamSpec one) {
        row(one.paramLabel(), one.description());
    }

    private void option(OptionSpec option) {
        String names = String.join("`, `", option.names());
        boolean value = option.arity().max() > 0;
        row(
                names
                        + (value
                                ? (option.arity().min() == 0
                                        ? "[=" + option.paramLabel() + "]"
                                        : " " + option.paramLabel())
                                : ""),
                option.description());
    }

    private void row(String left, String[] right) {
        text.append("| `")
                .append(left.replace("|", "\\|"))
                .append("` | ")
                .append(String.join(" ", right).replace("|", "\\|"))
                .append(" |\n");
    }
}
