/** Who may do what: principals, roles, tokens. */
@NullMarked
package dev.stemma.registry.model.access;

import org.jspecify.annotations.NullMarked;
