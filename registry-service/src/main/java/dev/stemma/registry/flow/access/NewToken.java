package dev.stemma.registry.flow.access;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token asked for.
 *
 * @param user whom it will speak for: 1 to 64 letters, digits and {@code . _ @ -}
 * @param name what its owner calls it, at most 100 characters, maybe empty
 * @param roles by namespace, at least one; {@code *} for all
 * @param life how long it works, 1 to 365 days; empty: for ever
 */
public record NewToken(String user, String name, Map<String, Role> roles, Optional<Duration> life) {

    private static final Pattern USER = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._@-]{0,63}");
    private static final int MAX_NAME = 100;
    private static final int MAX_ROLES = 100;
    private static final Duration LONGEST = Duration.ofDays(365);

    public NewToken {
        roles = Map.copyOf(roles);
        check(USER.matcher(user).matches(), "user must be 1 to 64 letters, digits, '.', '_', '@' or '-'");
        check(
                name.length() <= MAX_NAME && name.chars().noneMatch(Character::isISOControl),
                "name must be at most " + MAX_NAME + " printable characters");
        check(!roles.isEmpty() && roles.size() <= MAX_ROLES, "roles must name 1 to " + MAX_ROLES + " namespaces");
        roles.keySet().stream().filter(key -> !key.equals(Principal.EVERYWHERE)).forEach(NewToken::checkNamespace);
        check(
                life.filter(d -> !d.isPositive() || d.compareTo(LONGEST) > 0).isEmpty(),
                "expiresInDays must be 1 to " + LONGEST.toDays());
    }

    private static void checkNamespace(String namespace) {
        var _ = new ModelName(namespace, "x");
    }

    private static void check(boolean fits, String sentence) {
        if (!fits) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, sentence);
        }
    }
}
