/** Tests of the worker processes, with models of every sort of malice. */
@NullMarked
package dev.stemma.registry.outbound.onnx;

import org.jspecify.annotations.NullMarked;
