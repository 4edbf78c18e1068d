/** Tests of validation and recording. */
@NullMarked
package dev.stemma.registry.flow.validate;

import org.jspecify.annotations.NullMarked;
