/**
 * Lineage capture: what push records about code, data, environment, parameters and metrics.
 * Each fact becomes one small JSON document, named by its digest.
 */
@NullMarked
package dev.stemma.cli.capture;

import org.jspecify.annotations.NullMarked;
