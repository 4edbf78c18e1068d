package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.flow.usage.NameUsage;
import dev.stemma.registry.model.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the versions of a name take in storage ({@code storage.json}). */
record StorageAnswer(
        String kind,
        String name,
        int versions,
        UsageAnswer totals,
        List<Item> items,
        @Nullable String next) {

    static StorageAnswer of(Target target, NameUsage usage, Cursors cursors) {
        Kind kind = target.kind();
        PageAnswer<Item> page = cursors.answer(usage.page(), Item::of);
        return new StorageAnswer(
                kind.word(),
                target.name().toString(),
                usage.versions(),
                UsageAnswer.of(usage.totals()),
                page.items(),
                page.next());
    }

    /** One version. */
    record Item(String version, String ref, UsageAnswer usage) {
        private static Item of(NameUsage.One one) {
            return new Item(one.version().id().tag(), one.version().ref(), UsageAnswer.of(one.usage()));
        }
    }
}
