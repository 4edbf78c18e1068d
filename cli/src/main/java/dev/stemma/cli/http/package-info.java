/**
 * Talking to a registry: calls, retries, problem documents, redirects.
 * Tokens leave this package only towards the server they belong to.
 */
@NullMarked
package dev.stemma.cli.http;

import org.jspecify.annotations.NullMarked;
