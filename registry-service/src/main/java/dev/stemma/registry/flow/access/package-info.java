/**
 * Who may do what: the one place that decides, and the tokens that callers show. Every door asks here; nothing else compares
 * roles.
 */
@NullMarked
package dev.stemma.registry.flow.access;

import org.jspecify.annotations.NullMarked;
