package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.history.NameView;
import dev.stemma.registry.model.Job;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A name with what a list shows of it ({@code name.json}). */
record NameAnswer(
        String kind,
        String name,
        String description,
        @Nullable String latest,
        int versions,
        SortedMap<String, String> aliases,
        SortedMap<String, Double> metrics,
        @Nullable Checked validation,
        Instant createdAt,
        Instant updatedAt) {

    static NameAnswer of(NameView view) {
        SortedMap<String, String> aliases = new TreeMap<>();
        view.aliases().forEach(alias -> aliases.put(alias.alias().value(), Texts.tag(alias.version())));
        return new NameAnswer(
                view.entry().kind().word(),
                view.entry().name().toString(),
                view.entry().description(),
                view.latest().map(version -> version.id().tag()).orElse(null),
                view.entry().versions(),
                aliases,
                view.latest().map(version -> version.metrics()).orElseGet(TreeMap::new),
                view.validation().flatMap(Checked::of).orElse(null),
                view.entry().createdAt(),
                view.entry().updatedAt());
    }

    /** What the newest validation said. */
    record Checked(String version, String verdict, int passed, int total) {

        private static Optional<Checked> of(Job job) {
            String version = job.task().model().tag();
            return job.outcome().flatMap(outcome -> switch (outcome) {
                case Job.Outcome.Reported done ->
                    Optional.of(new Checked(version, done.verdict().word(), done.passed(), done.total()));
                case Job.Outcome.Broken broken -> Optional.of(new Checked(version, "error", 0, 0));
                case Job.Outcome.Recorded recorded -> Optional.empty();
            });
        }
    }
}
