package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the ledger tells of one gate of a decision. */
final class LedgerGate {

    private static final int MOST_EVIDENCE = 1_000;

    private String gate = "";
    private String outcome = "";
    private String detail = "";
    private final List<String> evidence = new ArrayList<>();

    private LedgerGate() {}

    static GateResult read(JsonCursor json) {
        LedgerGate read = new LedgerGate();
        json.object(read::field);
        // An outcome that this release does not know let nobody through, as far as it can tell.
        Outcome known = Arrays.stream(Outcome.values())
                .filter(one -> one.word().equals(read.outcome))
                .findFirst()
                .orElse(Outcome.ERROR);
        return new GateResult(read.gate, known, read.detail, read.evidence);
    }

    private void field(JsonCursor json, String key) {
        switch (key) {
            case "gate" -> gate = json.string(1 << 16);
            case "outcome" -> outcome = json.string(64);
            case "detail" -> detail = json.string(1 << 20);
            case "evidence" -> json.array(MOST_EVIDENCE, one -> evidence.add(one.string(256)));
            default -> json.skip();
        }
    }
}
