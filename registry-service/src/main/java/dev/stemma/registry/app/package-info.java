/**
 * The server put together: configuration, wiring, startup checks, background work, health and metrics. It knows all others; none knows
 * it.
 */
@NullMarked
package dev.stemma.registry.app;

import org.jspecify.annotations.NullMarked;
