package dev.stemma.registry.flow.access;

import dev.stemma.registry.model.Denied;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The one place that decides whether a caller may do something. A namespace in which the caller holds no role is answered exactly
 * like one that does not exist, so that no answer tells which namespaces there are.
 */
@ApplicationScoped
public class Authorizer {

    /** What was decided. */
    public enum Decision {
        /** Go on. */
        ALLOWED,
        /** There is no valid token. */
        UNAUTHENTICATED,
        /** The caller may not know that this exists. */
        HIDDEN,
        /** The caller knows that this exists, but may not do it. */
        FORBIDDEN
    }

    /**
     * Decides.
     *
     * @param caller empty for someone without a valid token
     */
    public Decision decide(Optional<Principal> caller, Need need) {
        if (need instanceof Need.Nothing) {
            return Decision.ALLOWED;
        }
        return caller.map(principal -> decide(principal, need)).orElse(Decision.UNAUTHENTICATED);
    }

    private static Decision decide(Principal caller, Need need) {
        return switch (need) {
            case Need.Nothing() -> Decision.ALLOWED;
            case Need.AnyToken() -> Decision.ALLOWED;
            case Need.Somewhere(Role least) ->
                allowedIf(caller.roles().values().stream().anyMatch(role -> role.includes(least)));
            case Need.Everywhere(Role least) -> allowedIf(caller.may(least, Principal.EVERYWHERE));
            case Need.Within(Role least, String namespace) ->
                caller.roleIn(namespace).isEmpty() ? Decision.HIDDEN : allowedIf(caller.may(least, namespace));
        };
    }

    private static Decision allowedIf(boolean allowed) {
        return allowed ? Decision.ALLOWED : Decision.FORBIDDEN;
    }

    /**
     * Returns if the caller may; throws what the caller is told otherwise.
     *
     * @throws Denied {@code UNAUTHENTICATED} or {@code FORBIDDEN}
     * @throws NotFound {@code NOT_FOUND} for a hidden namespace
     */
    public void require(Optional<Principal> caller, Need need) {
        switch (decide(caller, need)) {
            case ALLOWED -> {}
            case UNAUTHENTICATED ->
                throw new Denied(
                        ErrorCode.UNAUTHENTICATED,
                        "this needs a valid token: send Authorization: Bearer stm_pat_..., or run stemma login");
            case HIDDEN -> throw new NotFound(ErrorCode.NOT_FOUND, "there is nothing here that this token may see");
            case FORBIDDEN -> throw new Denied(ErrorCode.FORBIDDEN, "this token may not do that: " + wanted(need));
        }
    }

    private static String wanted(Need need) {
        return switch (need) {
            case Need.Nothing() -> "nothing is needed";
            case Need.AnyToken() -> "any token is enough";
            case Need.Somewhere(Role least) -> "it needs the role " + least.word() + " in a namespace";
            case Need.Everywhere(Role least) -> "it needs the role " + least.word() + " in every namespace";
            case Need.Within(Role least, String namespace) ->
                "it needs the role " + least.word() + " in the namespace " + namespace;
        };
    }
}
