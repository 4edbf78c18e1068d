package dev.stemma.registry.inbound.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param items in the list's order
 * @param next cursor to go on with; null at the end
 */
record PageAnswer<T>(List<T> items, @Nullable String next) {

    PageAnswer {
        items = List.copyOf(items);
    }
}
