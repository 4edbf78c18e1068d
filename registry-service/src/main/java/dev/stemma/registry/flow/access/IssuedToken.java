package dev.stemma.registry.flow.access;

import dev.stemma.registry.model.access.Token;

/**
 * A token that was just made.
 *
 * @param token what the registry keeps of it
 * @param value its text, which is shown this once and kept nowhere
 */
public record IssuedToken(Token token, String value) {

    @Override
    public String toString() {
        return "IssuedToken[" + token.id() + "]";
    }
}
