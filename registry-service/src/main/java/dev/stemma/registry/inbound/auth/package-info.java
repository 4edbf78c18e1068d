/**
 * Who is calling, and whether they may: tokens are recognised and every route of the server is decided on here, before any door sees
 * the request. A route that is not in the table does not exist.
 */
@NullMarked
package dev.stemma.registry.inbound.auth;

import org.jspecify.annotations.NullMarked;
