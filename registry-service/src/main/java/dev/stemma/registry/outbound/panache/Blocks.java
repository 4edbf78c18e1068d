package dev.stemma.registry.outbound.panache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Asks about many keys in blocks of bounded size, so that no statement grows with its caller's appetite. */
final class Blocks {

    private static final int SIZE = 500;

    private Blocks() {}

    static <K, T> List<T> of(Collection<K> keys, Function<K, String> text, Function<List<String>, List<T>> query) {
        List<String> distinct = keys.stream().map(text).distinct().sorted().toList();
        List<T> found = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += SIZE) {
            found.addAll(query.apply(distinct.subList(from, Math.min(distinct.size(), from + SIZE))));
        }
        return found;
    }
}
