/** How many bytes versions take and what removing them would free. */
@NullMarked
package dev.stemma.registry.flow.usage;

import org.jspecify.annotations.NullMarked;
