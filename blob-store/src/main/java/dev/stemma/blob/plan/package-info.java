/**
 * How a file is put together by someone who has others like it: what to copy, what to fetch, what to decode it with.
 * Written by a server, read by a client that believes none of it until a digest was compared.
 */
@NullMarked
package dev.stemma.blob.plan;

import org.jspecify.annotations.NullMarked;
