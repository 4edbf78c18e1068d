/** Tests of hot files. */
@NullMarked
package dev.stemma.blob.hot;

import org.jspecify.annotations.NullMarked;
