package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.AllClose;
import dev.stemma.registry.model.validation.Comparator;
import dev.stemma.registry.model.validation.Cosine;
import dev.stemma.registry.model.validation.Ignore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code suite.yaml}: plain data only, no tags, few aliases, no unknown keys. */
final class SuiteYaml {
    static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 16;
    private static final String SCHEMA = "stemma.suite/v1";
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("suite.yaml")
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(MAX_BYTES)
            .build();

    private SuiteYaml() {}

    static SuiteConfig read(byte[] file) throws Unusable {
        @Nullable Object document;
        try {
            String text = new String(file, StandardCharsets.UTF_8);
            refuseDeep(text);
            document = new Load(SETTINGS).loadFromString(text);
        } catch (YamlEngineException e) {
            throw problem("is no valid YAML");
        }
        return document == null ? SuiteConfig.DEFAULT : config(map("", document));
    }

    /** Before anything is built: the builder recurses, so what is too deep must not reach it. */
    private static void refuseDeep(String text) throws Unusable {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw problem("is nested more than " + MAX_DEPTH + " levels deep");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static Unusable problem(String what) {
        return Unusable.suite("suite.yaml " + what);
    }

    private static SuiteConfig config(Map<String, @Nullable Object> root) throws Unusable {
        known("", root, "schema", "defaults", "outputs", "run");
        if (!SCHEMA.equals(root.getOrDefault("schema", SCHEMA))) {
            throw problem("has another schema than " + SCHEMA);
        }
        Map<String, @Nullable Object> run = child(root, "run");
        known("run", run, "timeoutS", "repeat");
        Defaults defaults = defaults(child(root, "defaults"));
        return new SuiteConfig(
                defaults.comparators,
                rules(child(root, "outputs"), defaults.allClose),
                (int) number(run, "run.repeat", "repeat", 1, 1, 10),
                run.containsKey("timeoutS")
                        ? Optional.of(
                                Duration.ofMillis((long) (1000 * number(run, "run.timeoutS", "timeoutS", 60, 1, 3600))))
                        : Optional.empty());
    }

    /** Tolerances that rules fall back on, and what is done with outputs without a rule. */
    private record Defaults(AllClose allClose, List<Comparator> comparators) {}

    private static Defaults defaults(Map<String, @Nullable Object> defaults) throws Unusable {
        known("defaults", defaults, "atol", "rtol", "maxViolations", "compare");
        AllClose allClose = allClose("defaults", withoutCompare(defaults), AllClose.DEFAULT);
        return new Defaults(
                allClose,
                defaults.containsKey("compare")
                        ? comparators("defaults", defaults.get("compare"), allClose)
                        : List.of(allClose));
    }

    private static Map<String, @Nullable Object> withoutCompare(Map<String, @Nullable Object> map) {
        Map<String, @Nullable Object> tolerances = new LinkedHashMap<>(map);
        tolerances.remove("compare");
        return tolerances;
    }

    private static List<SuiteConfig.OutputRule> rules(Map<String, @Nullable Object> outputs, AllClose defaults)
            throws Unusable {
        List<SuiteConfig.OutputRule> rules = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> entry : outputs.entrySet()) {
            String place = "outputs." + entry.getKey();
            Map<String, @Nullable Object> rule = map(place, entry.getValue());
            known(place, rule, "compare");
            rules.add(new SuiteConfig.OutputRule(
                    new Glob(entry.getKey()), comparators(place, rule.get("compare"), defaults)));
        }
        return rules;
    }

    private static List<Comparator> comparators(String place, @Nullable Object compare, AllClose defaults)
            throws Unusable {
        List<Comparator> comparators = new ArrayList<>();
        for (Object each : compare instanceof List<?> list ? list : List.of(compare == null ? "" : compare)) {
            comparators.add(comparator(place + ".compare", each, defaults));
        }
        if (comparators.isEmpty()) {
            throw problem(place + ": compare is empty");
        }
        return comparators;
    }

    private static Comparator comparator(String place, @Nullable Object spec, AllClose defaults) throws Unusable {
        Map<String, @Nullable Object> named = spec instanceof String name ? Map.of(name, Map.of()) : map(place, spec);
        if (named.size() != 1) {
            throw problem(place + ": give each comparator its own list item");
        }
        String name = named.keySet().iterator().next();
        Map<String, @Nullable Object> limits = map(place + "." + name, named.get(name));
        return switch (name) {
            case "allclose" -> allClose(place + ".allclose", limits, defaults);
            case "cosine" -> cosine(place + ".cosine", limits);
            case "ignore" -> ignore(place + ".ignore", limits);
            default -> throw problem(place + ": unknown comparator; there are allclose, cosine, ignore");
        };
    }

    private static AllClose allClose(String place, Map<String, @Nullable Object> limits, AllClose defaults)
            throws Unusable {
        known(place, limits, "atol", "rtol", "maxViolations");
        return new AllClose(
                number(limits, place + ".atol", "atol", defaults.atol(), 0, Double.MAX_VALUE),
                number(limits, place + ".rtol", "rtol", defaults.rtol(), 0, Double.MAX_VALUE),
                number(limits, place + ".maxViolations", "maxViolations", defaults.maxViolations(), 0, 1));
    }

    private static Cosine cosine(String place, Map<String, @Nullable Object> limits) throws Unusable {
        known(place, limits, "min");
        if (!limits.containsKey("min")) {
            throw problem(place + ": min is missing");
        }
        return new Cosine(number(limits, place + ".min", "min", 1, -1, 1));
    }

    private static Ignore ignore(String place, Map<String, @Nullable Object> limits) throws Unusable {
        known(place, limits);
        return new Ignore();
    }

    private static double number(
            Map<String, @Nullable Object> map, String place, String key, double fallback, double min, double max)
            throws Unusable {
        @Nullable Object value = map.get(key);
        if (value == null && !map.containsKey(key)) {
            return fallback;
        }
        double number;
        try {
            number = Double.parseDouble(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw problem(place + " is no number");
        }
        if (!(number >= min && number <= max)) {
            throw problem(place + " must lie between " + min + " and " + max);
        }
        return number;
    }

    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> map, String key) throws Unusable {
        return map.containsKey(key) ? map(key, map.get(key)) : Map.of();
    }

    private static Map<String, @Nullable Object> map(String place, @Nullable Object value) throws Unusable {
        if (!(value instanceof Map<?, ?> found)) {
            throw problem(place.isEmpty() ? "must be a map" : place + " must be a map");
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : found.entrySet()) {
            map.put(String.valueOf(entry.getKey()), entry.getValue());
        }
        return map;
    }

    private static void known(String place, Map<String, @Nullable Object> map, String... keys) throws Unusable {
        for (String key : map.keySet()) {
            if (!Set.of(keys).contains(key)) {
                throw problem((place.isEmpty() ? "" : place + ": ") + "has the unknown key " + shown(key));
            }
        }
    }

    private static String shown(String key) {
        String clean = key.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
    }
}
