package dev.stemma.cli.command;

import dev.stemma.cli.config.Setting;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every setting in force. */
@Command(name = "list", description = "List the settings in force.")
final class ConfigListCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--show-origin", description = "Also where each comes from.")
    boolean origin;

    ConfigListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Setting> all = session.settings().all();
        List<Json.Obj> items = all.stream().map(ConfigGetCommand::document).toList();
        if (session.answered(Json.document("config").with("items", items))) {
            return Exit.OK.code();
        }
        Table table = Table.plain();
        for (Setting setting : all) {
            if (origin) {
                table.row(setting.key(), setting.value(), setting.origin());
            } else {
                table.row(setting.key(), setting.value());
            }
        }
        session.terminal().answer(table);
        return Exit.OK.code();
    }
}
