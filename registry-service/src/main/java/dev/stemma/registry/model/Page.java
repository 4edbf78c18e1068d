package dev.stemma.registry.model;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list that is paged by key.
 *
 * @param items in the list's order
 * @param next the key to go on after; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }
}
