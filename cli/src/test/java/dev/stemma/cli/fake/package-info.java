/**
 * Stand-ins for tests: a registry in this process that keeps real bytes, and a terminal that remembers.
 * Nothing here knows the product's own client.
 */
@NullMarked
package dev.stemma.cli.fake;

import org.jspecify.annotations.NullMarked;
