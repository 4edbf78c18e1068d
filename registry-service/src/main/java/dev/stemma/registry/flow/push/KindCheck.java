package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.NameEntry;

/** A name holds one kind for ever. */
final class KindCheck {

    private KindCheck() {}

    static void check(Kind kind, NameEntry entry) {
        if (entry.kind() != kind) {
            throw new Conflict(
                    ErrorCode.KIND_CONFLICT,
                    entry.name() + " is a " + entry.kind().word() + ", so it can't hold a " + kind.word()
                            + "; choose another name");
        }
    }
}
