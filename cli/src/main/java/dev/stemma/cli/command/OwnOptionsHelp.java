package dev.stemma.cli.command;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help that lists a command's own options; those of every command stand in {@code stemma help options}. */
final class OwnOptionsHelp extends Help {
    OwnOptionsHelp(CommandSpec spec, ColorScheme colours) {
        super(spec, colours);
    }

    @Override
    public String optionList() {
        List<OptionSpec> own = commandSpec().options().stream()
                .filter(option -> !option.inherited() && !option.hidden())
                .toList();
        return optionListExcludingGroups(own);
    }

    @Override
    public String synopsis(int width) {
        StringBuilder line = new StringBuilder(commandSpec().qualifiedName());
        boolean own = commandSpec().options().stream().anyMatch(option -> !option.inherited());
        line.append(commandSpec().subcommands().isEmpty() ? "" : " COMMAND").append(own ? " [OPTIONS]" : "");
        commandSpec().positionalParameters().forEach(one -> {
            boolean needed = one.arity().min() > 0;
            line.append(' ').append(needed ? one.paramLabel() : "[" + one.paramLabel() + "]");
        });
        return line.append(System.lineSeparator()).toString();
    }
}
