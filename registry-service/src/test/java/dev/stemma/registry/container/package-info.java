/**
 * Tests of the files that containers are made from, without a container engine: they are read as an engine reads them, and
 * the image's start command is run on a copy of what the image would hold.
 */
@NullMarked
package dev.stemma.registry.container;

import org.jspecify.annotations.NullMarked;
