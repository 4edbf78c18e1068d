package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pages by key: a page asks for one row more than it shows, to learn whether there is a next one. */
final class Pages {

    private Pages() {}

    static <E> List<E> read(PanacheQuery<E> query, PageRequest request) {
        return query.range(0, request.limit()).list();
    }

    /** The page out of what {@link #read} found. */
    static <E> Page<E> of(List<E> found, PageRequest request, Function<E, String> key) {
        if (found.size() <= request.limit()) {
            return new Page<>(found, Optional.empty());
        }
        List<E> items = found.subList(0, request.limit());
        return new Page<>(items, Optional.of(key.apply(items.getLast())));
    }

    static <E, T> Page<T> map(Page<E> page, Function<E, T> mapping) {
        return new Page<>(page.items().stream().map(mapping).toList(), page.next());
    }

    /** The number after which a list that counts down goes on. */
    static long before(PageRequest request) {
        return request.after().map(Pages::number).orElse(Long.MAX_VALUE);
    }

    static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    static InvalidInput invalid() {
        return new InvalidInput(ErrorCode.REQUEST_INVALID, "the cursor is not one of this list");
    }
}
