package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Page keys as opaque cursors. A cursor carries a check over its key and the list it belongs to, so that one of another list, or one
 * made up, is refused. It is no secret and grants nothing: every page is authorized anew.
 *
 * @param list which list is paged, with everything that selects its items
 */
record Cursors(String list) {

    private static final int CHECK = 12;

    /** What page is asked for. */
    PageRequest request(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(limit(limit), Optional.ofNullable(cursor).map(this::key));
    }

    /** A page with its items mapped and its key wrapped. */
    <A, B> PageAnswer<B> answer(Page<A> page, Function<? super A, B> item) {
        return new PageAnswer<>(
                page.items().stream().map(item).toList(),
                page.next().map(this::cursor).orElse(null));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PageRequest.DEFAULT_LIMIT;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "limit must be 1 to 1000");
        }
        return Integer.parseInt(text);
    }

    private String cursor(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((check(key) + key).getBytes(StandardCharsets.UTF_8));
    }

    private String key(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.length() > CHECK && text.startsWith(check(text.substring(CHECK)))) {
                return text.substring(CHECK);
            }
        } catch (IllegalArgumentException e) {
            // not base 64: answered below
        }
        throw new InvalidInput(ErrorCode.REQUEST_INVALID, "this cursor belongs to another list; begin without one");
    }

    private String check(String key) {
        byte[] bound = (list + '\n' + key).getBytes(StandardCharsets.UTF_8);
        return Digest.of(bound).hex().substring(0, CHECK);
    }
}
