/**
 * What happens, one package a step. Steps never import each other; the few things that several of them need, such as finding the
 * version that a reference means, stand in this package.
 */
@NullMarked
package dev.stemma.registry.flow;

import org.jspecify.annotations.NullMarked;
