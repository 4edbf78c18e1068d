package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.promote.PolicyNodes.Entry;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Printable;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.promotion.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one gate of a policy. A gate or key that this server does not know is refused: a gate that is skipped is no gate. */
final class GateReader {

    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})([dhm])");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?");

    private GateReader() {}

    static Gate read(Node node) {
        List<Entry> entries = PolicyNodes.entries(node, "a gate");
        if (entries.size() != 1) {
            throw PolicyNodes.invalid(node, "a gate is one name with its settings, such as 'validated: {}'");
        }
        Entry gate = entries.getFirst();
        List<Entry> settings = PolicyNodes.isNothing(gate.value())
                ? List.of()
                : PolicyNodes.entries(gate.value(), "gate " + Printable.of(gate.key(), 60));
        return switch (gate.key()) {
            case "validated" -> validated(settings);
            case "metric" -> metric(gate, settings);
            default ->
                throw PolicyNodes.invalid(
                        gate.keyNode(),
                        "gate '" + Printable.of(gate.key(), 60)
                                + "' is not known to this server, which knows validated and metric");
        };
    }

    private static Gate validated(List<Entry> settings) {
        Optional<Reference> suite = Optional.empty();
        Optional<Duration> maxAge = Optional.empty();
        for (Entry entry : settings) {
            switch (entry.key()) {
                case "suite" -> suite = Optional.of(suite(entry));
                case "maxAge" -> maxAge = Optional.of(age(entry));
                default -> throw PolicyNodes.unknown(entry, "gate validated");
            }
        }
        return new Gate.Validated(suite, maxAge);
    }

    private static Gate metric(Entry gate, List<Entry> settings) {
        MetricFields fields = new MetricFields();
        settings.forEach(fields::read);
        return fields.finished(gate);
    }

    private static Reference suite(Entry entry) {
        Reference reference = parsed(entry, text -> Reference.parse(text, Kind.SUITE));
        if (reference.kind() != Kind.SUITE) {
            throw PolicyNodes.invalid(entry.value(), "'suite' must name a suite");
        }
        return reference;
    }

    private static Duration age(Entry entry) {
        Matcher matcher = AGE.matcher(PolicyNodes.scalar(entry.value(), entry.key()));
        if (!matcher.matches()) {
            throw PolicyNodes.invalid(entry.value(), "'maxAge' is written 30d, 12h or 90m");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> Duration.ofDays(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private static double number(Entry entry) {
        String text = PolicyNodes.scalar(entry.value(), entry.key());
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw PolicyNodes.invalid(entry.value(), "'" + entry.key() + "' must be a number");
        }
        return value;
    }

    private static <T> T parsed(Entry entry, Function<String, T> parser) {
        try {
            return parser.apply(PolicyNodes.scalar(entry.value(), entry.key()));
        } catch (InvalidInput e) {
            throw PolicyNodes.invalid(entry.value(), "'" + entry.key() + "': " + e.getMessage());
        }
    }

    private static final class MetricFields {
        private @Nullable String name;
        private OptionalDouble min = OptionalDouble.empty();
        private OptionalDouble max = OptionalDouble.empty();
        private Gate.@Nullable Goal goal;
        private Optional<Selector> notWorseThan = Optional.empty();
        private OptionalDouble slack = OptionalDouble.empty();

        void read(Entry entry) {
            switch (entry.key()) {
                case "name" -> name = PolicyNodes.scalar(entry.value(), "name");
                case "min" -> min = OptionalDouble.of(number(entry));
                case "max" -> max = OptionalDouble.of(number(entry));
                case "goal" -> goal = goal(entry);
                case "notWorseThan" -> notWorseThan = Optional.of(parsed(entry, Selector::parse));
                case "slack" -> slack = OptionalDouble.of(number(entry));
                default -> throw PolicyNodes.unknown(entry, "gate metric");
            }
        }

        Gate finished(Entry gate) {
            if (name == null) {
                throw PolicyNodes.invalid(gate.keyNode(), "gate metric needs a name");
            }
            if (min.isEmpty() && max.isEmpty() && notWorseThan.isEmpty()) {
                throw PolicyNodes.invalid(gate.keyNode(), "gate metric needs min, max or notWorseThan");
            }
            if (slack.isPresent() && (notWorseThan.isEmpty() || slack.getAsDouble() < 0)) {
                throw PolicyNodes.invalid(gate.keyNode(), "'slack' goes with notWorseThan and can't be negative");
            }
            if (goal == null && notWorseThan.isPresent() && max.isPresent() && min.isEmpty()) {
                // An upper bound alone hints that less is better; guessing wrong would let worse models through.
                throw PolicyNodes.invalid(gate.keyNode(), "say 'goal: min' or 'goal: max', so that 'worse' is clear");
            }
            Gate.Goal better = goal == null ? Gate.Goal.MAX : goal;
            return new Gate.Metric(name, min, max, better, notWorseThan, slack.orElse(0));
        }

        private static Gate.Goal goal(Entry entry) {
            return switch (PolicyNodes.scalar(entry.value(), "goal")) {
                case "max" -> Gate.Goal.MAX;
                case "min" -> Gate.Goal.MIN;
                default -> throw PolicyNodes.invalid(entry.value(), "'goal' is max or min");
            };
        }
    }
}
