/** A version is run on a suite, or a suite's expected outputs are recorded: requests, the queue's worker, the report. */
@NullMarked
package dev.stemma.registry.flow.validate;

import org.jspecify.annotations.NullMarked;
