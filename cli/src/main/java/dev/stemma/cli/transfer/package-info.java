/**
 * Moving bytes: push cuts, asks and sends; pull plans, verifies and installs.
 * A server is never trusted about paths, sizes or digests.
 */
@NullMarked
package dev.stemma.cli.transfer;

import org.jspecify.annotations.NullMarked;
