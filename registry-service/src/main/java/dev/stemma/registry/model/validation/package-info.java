/** Validation reports: what was run, what was compared, what was found. */
@NullMarked
package dev.stemma.registry.model.validation;

import org.jspecify.annotations.NullMarked;
