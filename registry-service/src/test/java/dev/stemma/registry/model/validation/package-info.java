/** Tests of tensors and comparators. */
@NullMarked
package dev.stemma.registry.model.validation;

import org.jspecify.annotations.NullMarked;
