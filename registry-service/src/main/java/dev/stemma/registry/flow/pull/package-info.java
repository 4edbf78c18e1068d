/** Bytes go out: the files and manifests of visible versions. */
@NullMarked
package dev.stemma.registry.flow.pull;

import org.jspecify.annotations.NullMarked;
