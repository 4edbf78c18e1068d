/** What the flows need from outside. Every port has one contract suite that all its implementations pass. */
@NullMarked
package dev.stemma.registry.port;

import org.jspecify.annotations.NullMarked;
