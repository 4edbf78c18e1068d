/** Faults on purpose: a proxy on the loopback interface that does to connections what networks do to them at their worst. */
@NullMarked
package dev.stemma.fault;

import org.jspecify.annotations.NullMarked;
