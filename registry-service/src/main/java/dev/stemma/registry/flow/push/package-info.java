/** Bytes come in and become a version: uploads, then one commit that makes everything visible at once. */
@NullMarked
package dev.stemma.registry.flow.push;

import org.jspecify.annotations.NullMarked;
