/**
 * The native REST API of {@code docs/api/README.md}: one small resource a subject, each parses, calls one flow and maps the answer.
 * Records named {@code *Body} are what comes in, {@code *Answer} what goes out.
 */
@NullMarked
package dev.stemma.registry.inbound.rest;

import org.jspecify.annotations.NullMarked;
