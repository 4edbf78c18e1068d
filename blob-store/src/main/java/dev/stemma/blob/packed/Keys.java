package dev.stemma.blob.packed;

import java.util.UUID;
import java.util.function.Supplier;

/** Names new objects: {@code packs/<2 hex>/<uuid>.pack} and {@code recipes/<2 hex>/<uuid>.rcp}. */
final class Keys {

    private final Supplier<UUID> ids;

    Keys(Supplier<UUID> ids) {
        this.ids = ids;
    }

    String newPack() {
        return key("packs/", ".pack");
    }

    String newRecipe() {
        return key("recipes/", ".rcp");
    }

    /** The folder is the id's last two digits, which differ even when ids begin with the time. */
    private String key(String folder, String suffix) {
        String id = ids.get().toString();
        return folder + id.substring(id.length() - 2) + "/" + id + suffix;
    }
}
