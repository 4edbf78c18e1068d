/**
 * The codecs: round trips, hostile bytes, and a bench that prints ratios and speeds.
 */
@NullMarked
package dev.stemma.blob.codec;

import org.jspecify.annotations.NullMarked;
