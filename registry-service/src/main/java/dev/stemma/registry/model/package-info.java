/** What things are: names, versions, manifests, references. Pure values, no framework. */
@NullMarked
package dev.stemma.registry.model;

import org.jspecify.annotations.NullMarked;
