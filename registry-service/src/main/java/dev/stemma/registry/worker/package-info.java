/**
 * The isolated process that loads and runs one model, then ends: the only code that touches ONNX Runtime, and nothing else.
 * It needs the JDK and ONNX Runtime's jar alone; the server starts it and shares only its wire format.
 */
@NullMarked
package dev.stemma.registry.worker;

import org.jspecify.annotations.NullMarked;
