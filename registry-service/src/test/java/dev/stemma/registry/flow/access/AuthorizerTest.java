package dev.stemma.registry.flow.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.flow.access.Authorizer.Decision;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorizerTest {

    private final Authorizer authorizer = new Authorizer();

    @Test
    void everyRoleMayWhatItsRankSays() {
        for (Role held : Role.values()) {
            for (Role least : Role.values()) {
                Decision expected = held.compareTo(least) >= 0 ? Decision.ALLOWED : Decision.FORBIDDEN;
                assertEquals(expected, decide(Map.of("acme", held), new Need.Within(least, "acme")));
                assertEquals(Decision.HIDDEN, decide(Map.of("acme", held), new Need.Within(least, "other")));
                assertEquals(expected, decide(Map.of("*", held), new Need.Within(least, "acme")));
                assertEquals(expected, decide(Map.of("*", held), new Need.Everywhere(least)));
                assertEquals(Decision.FORBIDDEN, decide(Map.of("acme", held), new Need.Everywhere(least)));
                assertEquals(expected, decide(Map.of("acme", held), new Need.Somewhere(least)));
            }
        }
    }

    @Test
    void withoutATokenOnlyWhatIsOpenIsAllowed() {
        assertEquals(Decision.ALLOWED, authorizer.decide(Optional.empty(), new Need.Nothing()));
        assertEquals(Decision.UNAUTHENTICATED, authorizer.decide(Optional.empty(), new Need.AnyToken()));
        assertEquals(
                Decision.UNAUTHENTICATED, authorizer.decide(Optional.empty(), new Need.Within(Role.READER, "acme")));
    }

    @Test
    void theStrongerOfTwoRolesCounts() {
        assertEquals(
                Decision.ALLOWED,
                decide(Map.of("*", Role.READER, "acme", Role.ADMIN), new Need.Within(Role.ADMIN, "acme")));
        assertEquals(
                Decision.ALLOWED,
                decide(Map.of("*", Role.ADMIN, "acme", Role.READER), new Need.Within(Role.ADMIN, "acme")));
    }

    private Decision decide(Map<String, Role> roles, Need need) {
        return authorizer.decide(Optional.of(new Principal("u", "t", roles)), need);
    }
}
