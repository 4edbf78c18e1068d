/** The ports on a relational database: entities, Panache repositories, and their mapping to model records. Runs on H2 and PostgreSQL. */
@NullMarked
package dev.stemma.registry.outbound.panache;

import org.jspecify.annotations.NullMarked;
