/**
 * What every HTTP door shares: the id of a request, the guards that come before any routing, and errors as RFC 9457 problems.
 */
@NullMarked
package dev.stemma.registry.inbound.http;

import org.jspecify.annotations.NullMarked;
