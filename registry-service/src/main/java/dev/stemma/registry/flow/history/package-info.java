/** What is there and how it is called: names, versions, labels, yanks, aliases. */
@NullMarked
package dev.stemma.registry.flow.history;

import org.jspecify.annotations.NullMarked;
