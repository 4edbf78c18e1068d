/** Where a version came from: nodes and edges, the store that keeps them, walks along them, and text that draws them. */
@NullMarked
package dev.stemma.lineage;

import org.jspecify.annotations.NullMarked;
