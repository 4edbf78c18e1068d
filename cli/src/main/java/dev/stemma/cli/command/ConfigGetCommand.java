package dev.stemma.cli.command;

import dev.stemma.cli.config.Setting;
import dev.stemma.cli.config.Settings;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Nearest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One setting. */
@Command(name = "get", description = "Print the value of a setting.")
final class ConfigGetCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "KEY", description = "As `stemma config list` names it.")
    String key = "";

    ConfigGetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Setting setting = session.settings()
                .find(known(key))
                .orElseThrow(() -> CliException.of(Exit.NOT_FOUND, "SETTING_UNSET", key + " is not set"));
        if (!session.answered(document(setting).with("schema", "stemma.setting/v1"))) {
            session.terminal().answer(setting.value());
        }
        return Exit.OK.code();
    }

    static Json.Obj document(Setting setting) {
        return Json.object()
                .with("key", setting.key())
                .with("value", setting.value())
                .with("origin", setting.origin());
    }

    static String known(String key) {
        if (Settings.KEYS.contains(key)) {
            return key;
        }
        throw CliException.usage("there is no setting '" + key + "'")
                .help(Nearest.to(key, Settings.KEYS)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("settings: " + String.join(", ", Settings.KEYS)));
    }
}
