/** Writers of small model files, good and bad, and the tests of their readers. */
@NullMarked
package dev.stemma.format;

import org.jspecify.annotations.NullMarked;
