/** Where a version came from: nodes, edges, and walks along them. */
@NullMarked
package dev.stemma.lineage;

import org.jspecify.annotations.NullMarked;
