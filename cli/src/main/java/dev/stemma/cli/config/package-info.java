/**
 * Where settings come from: flags, environment, project file, user file, system file, built-in.
 * Also the credentials file, whose mode is checked before a token is used.
 */
@NullMarked
package dev.stemma.cli.config;

import org.jspecify.annotations.NullMarked;
