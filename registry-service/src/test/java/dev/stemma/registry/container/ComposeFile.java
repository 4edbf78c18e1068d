package dev.stemma.registry.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A compose file, as far as the tests ask. Duplicate keys and undefined aliases are errors of the YAML parser already. */
record ComposeFile(Map<String, Object> root) {

    static ComposeFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new ComposeFile(map(new Load(LoadSettings.builder().build()).loadFromInputStream(in)));
        }
    }

    Map<String, Object> services() {
        return map(root.get("services"));
    }

    Map<String, Object> service(String name) {
        return map(services().get(name));
    }

    Set<String> defined(String section) {
        return map(root.get(section)).keySet();
    }

    Map<String, String> environment(String service) {
        return map(service(service).getOrDefault("environment", Map.of())).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString(), (a, b) -> b, TreeMap::new));
    }

    static List<String> list(Object value) {
        return ((List<?>) value).stream().map(Object::toString).toList();
    }

    static Map<String, Object> map(@Nullable Object value) {
        return ((Map<?, ?>) Objects.requireNonNull(value, "missing in the compose file"))
                .entrySet().stream().collect(Collectors.toMap(e -> e.getKey().toString(), e -> (Object) e.getValue()));
    }
}
