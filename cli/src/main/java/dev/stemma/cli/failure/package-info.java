/**
 * How a command ends when it can't do what was asked.
 * Exit codes, and the one exception that carries an error, its causes and its next step.
 */
@NullMarked
package dev.stemma.cli.failure;

import org.jspecify.annotations.NullMarked;
