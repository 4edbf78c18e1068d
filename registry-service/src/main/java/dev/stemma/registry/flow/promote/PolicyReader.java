package dev.stemma.registry.flow.promote;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.promote.PolicyNodes.Entry;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.promotion.Gate;
import dev.stemma.registry.model.promotion.Policy;
import dev.stemma.registry.model.promotion.Policy.StagePolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads policies strictly. What this server can't keep, such as approvals, is refused with its line, never passed over. */
final class PolicyReader {

    private PolicyReader() {}

    /**
     * The policy that a text describes.
     *
     * @param source where it comes from, for people
     * @throws InvalidInput {@code POLICY_INVALID}
     */
    static Policy read(String source, String text) {
        Node root = PolicyNodes.root(text);
        Map<AliasName, StagePolicy> stages = new HashMap<>();
        boolean seen = false;
        for (Entry entry : PolicyNodes.entries(root, "the policy")) {
            if (!entry.key().equals("stages")) {
                throw PolicyNodes.unknown(entry, "a policy");
            }
            seen = true;
            PolicyNodes.entries(entry.value(), "'stages'").forEach(stage -> stages.put(name(stage), stage(stage)));
            PolicyNodes.entries(entry.value(), "'stages'").forEach(stage -> checkFrom(stage, stages));
        }
        if (!seen) {
            throw PolicyNodes.invalid(root, "it needs 'stages'");
        }
        return new Policy(source, Digest.of(text.getBytes(StandardCharsets.UTF_8)), stages);
    }

    private static StagePolicy stage(Entry stage) {
        List<AliasName> from = List.of();
        @Nullable List<Gate> gates = null;
        for (Entry entry : PolicyNodes.entries(stage.value(), "stage " + stage.key())) {
            switch (entry.key()) {
                case "from" -> from = from(entry);
                case "gates" ->
                    gates = PolicyNodes.elements(entry.value(), "'gates'").stream()
                            .map(GateReader::read)
                            .toList();
                case "rollback" -> checkRollback(entry);
                case "approvals", "window" ->
                    throw PolicyNodes.invalid(entry.keyNode(), "'" + entry.key() + "' is not supported by this server");
                default -> throw PolicyNodes.unknown(entry, "a stage");
            }
        }
        if (gates == null) {
            throw PolicyNodes.invalid(stage.keyNode(), "stage " + stage.key() + " needs 'gates', if only 'gates: []'");
        }
        return new StagePolicy(from, gates);
    }

    private static List<AliasName> from(Entry entry) {
        List<AliasName> from = new ArrayList<>();
        for (Node node : PolicyNodes.elements(entry.value(), "'from'")) {
            from.add(name(node, PolicyNodes.scalar(node, "a stage")));
        }
        return from;
    }

    private static void checkFrom(Entry stage, Map<AliasName, StagePolicy> stages) {
        AliasName name = name(stage);
        StagePolicy policy = stages.get(name);
        if (policy != null && (policy.from().contains(name) || !stages.keySet().containsAll(policy.from()))) {
            throw PolicyNodes.invalid(stage.keyNode(), "'from' of stage " + name + " must name other stages");
        }
    }

    /** The one way in which this server rolls back. */
    private static void checkRollback(Entry entry) {
        if (!PolicyNodes.scalar(entry.value(), "rollback").equals("fast")) {
            throw PolicyNodes.invalid(entry.value(), "'rollback' can only be fast");
        }
    }

    private static AliasName name(Entry stage) {
        return name(stage.keyNode(), stage.key());
    }

    private static AliasName name(Node node, String text) {
        try {
            return new AliasName(text);
        } catch (InvalidInput e) {
            throw PolicyNodes.invalid(node, "a stage's name: " + e.getMessage());
        }
    }
}
