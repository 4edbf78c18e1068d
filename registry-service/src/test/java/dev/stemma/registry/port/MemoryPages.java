package dev.stemma.registry.port;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts a page out of a whole list. */
final class MemoryPages {

    private MemoryPages() {}

    static <T> Page<T> of(Stream<T> sorted, PageRequest request, Function<T, String> key) {
        List<T> rest = sorted.toList();
        if (request.after().isPresent()) {
            String after = request.after().get();
            int at = rest.stream().map(key).toList().indexOf(after);
            if (at < 0) {
                throw new InvalidInput(ErrorCode.REQUEST_INVALID, "the cursor is not one of this list");
            }
            rest = rest.subList(at + 1, rest.size());
        }
        if (rest.size() <= request.limit()) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, request.limit());
        return new Page<>(items, Optional.of(key.apply(items.getLast())));
    }
}
