/**
 * The server's side of running models: one short-lived worker process for each job, with limits, watched and cleared away.
 * What a worker says is taken for hostile.
 */
@NullMarked
package dev.stemma.registry.outbound.onnx;

import org.jspecify.annotations.NullMarked;
