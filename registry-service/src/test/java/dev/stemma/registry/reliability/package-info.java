/**
 * The promises of docs/reliability.md, each broken on purpose against packaged servers in processes of their own. A short form runs with
 * all other tests; {@code script/test --full} runs the full counts and writes what they came to into that page.
 */
@NullMarked
package dev.stemma.registry.reliability;

import org.jspecify.annotations.NullMarked;
