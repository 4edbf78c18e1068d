package dev.stemma.registry.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The instructions of a Dockerfile, in order; lines that end with a backslash are joined. */
record Dockerfile(List<Instruction> instructions) {

    /** One instruction: its word in upper case, and the rest of the line. */
    record Instruction(String word, String rest) {

        /** The rest as the JSON list of the exec form; JSON is YAML. */
        List<String> exec() {
            return ((List<?>) new Load(LoadSettings.builder().build()).loadFromString(rest))
                    .stream().map(Object::toString).toList();
        }
    }

    static Dockerfile read(Path file) throws IOException {
        String joined = Files.readString(file).replace("\\\n", " ");
        List<Instruction> instructions = new ArrayList<>();
        for (String line : joined.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split("\\s+", 2);
                instructions.add(new Instruction(parts[0], parts[1]));
            }
        }
        return new Dockerfile(List.copyOf(instructions));
    }

    List<Instruction> all(String word) {
        return instructions.stream().filter(i -> i.word().equals(word)).toList();
    }

    /** The last one counts, as it does for an engine. */
    Instruction last(String word) {
        return all(word).getLast();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (Instruction env : all("ENV")) {
            String[] pair = env.rest().split("=", 2);
            environment.put(pair[0], pair[1]);
        }
        return environment;
    }
}
