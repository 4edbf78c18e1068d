package dev.stemma.registry.model.access;

import java.util.Map;
import java.util.Optional;

/**
 * Who is calling.
 *
 * @param user the person or robot
 * @param tokenId the token used
 * @param roles by namespace; {@code *} holds in all of them
 */
public record Principal(String user, String tokenId, Map<String, Role> roles) {

    /** The key under which a role holds in every namespace. */
    public static final String EVERYWHERE = "*";

    public Principal {
        roles = Map.copyOf(roles);
    }

    /** The stronger of the role in that namespace and the one held everywhere, if any. */
    public Optional<Role> roleIn(String namespace) {
        Optional<Role> here = Optional.ofNullable(roles.get(namespace));
        Optional<Role> everywhere = Optional.ofNullable(roles.get(EVERYWHERE));
        return here.isPresent() && everywhere.isPresent()
                ? (here.get().includes(everywhere.get()) ? here : everywhere)
                : here.or(() -> everywhere);
    }

    /** Whether the caller holds at least that role in that namespace. */
    public boolean may(Role least, String namespace) {
        return roleIn(namespace).filter(role -> role.includes(least)).isPresent();
    }

    /** The namespaces this caller may read. */
    public ReadScope readable() {
        return roles.containsKey(EVERYWHERE) ? ReadScope.all() : new ReadScope(false, roles.keySet());
    }
}
