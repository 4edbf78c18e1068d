package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.port.Names;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A list of names as a query: its conditions, its order, and the key that it goes on after. */
final class NameQuery {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private NameQuery() {}

    record Text(String hql, Map<String, Object> parameters) {}

    static Text of(Names.Query query, PageRequest page) {
        NameQuery text = new NameQuery();
        text.and("kind = :kind", "kind", query.kind());
        query.namespace().ifPresent(namespace -> text.and("namespace = :namespace", "namespace", namespace));
        if (!query.readable().everything()) {
            text.and("namespace in (:readable)", "readable", query.readable().namespaces());
        }
        query.text().ifPresent(text::containing);
        page.after().ifPresent(key -> text.after(query.sort(), key));
        return new Text(String.join(" and ", text.conditions) + " order by " + order(query.sort()), text.parameters);
    }

    private static String order(Names.Sort sort) {
        return switch (sort) {
            case NAME -> "namespace, name";
            case UPDATED -> "updatedAt desc, id desc";
        };
    }

    /** The key of a row, which {@link #after} reads. */
    static String key(Names.Query query, NameEntity row) {
        return switch (query.sort()) {
            case NAME -> row.modelName().toString();
            case UPDATED -> row.updatedAt + " " + row.id;
        };
    }

    private void and(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
    }

    private void containing(String text) {
        String escaped = text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
        and(
                "(namespace || '/' || name like :text escape '!' or lower(description) like :text escape '!')",
                "text",
                "%" + escaped + "%");
    }

    private void after(Names.Sort sort, String key) {
        switch (sort) {
            case NAME -> afterName(key);
            case UPDATED -> afterTime(key);
        }
    }

    private void afterName(String key) {
        ModelName name;
        try {
            name = ModelName.parse(key);
        } catch (InvalidInput e) {
            throw Pages.invalid();
        }
        and(
                "(namespace > :afterNamespace or (namespace = :afterNamespace and name > :afterName))",
                "afterName",
                name.name());
        parameters.put("afterNamespace", name.namespace());
    }

    private void afterTime(String key) {
        int blank = key.indexOf(' ');
        if (blank < 0) {
            throw Pages.invalid();
        }
        try {
            and(
                    "(updatedAt < :time or (updatedAt = :time and id < :id))",
                    "time",
                    Instant.parse(key.substring(0, blank)));
        } catch (DateTimeException e) {
            throw Pages.invalid();
        }
        parameters.put("id", Pages.number(key.substring(blank + 1)));
    }
}
