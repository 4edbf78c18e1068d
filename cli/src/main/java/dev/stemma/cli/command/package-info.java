/**
 * The commands, one class each: parse options, call one thing, print the answer.
 * No command knows HTTP; none writes to a stream but through the terminal.
 */
@NullMarked
package dev.stemma.cli.command;

import org.jspecify.annotations.NullMarked;
