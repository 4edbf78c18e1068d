/**
 * Objects under unique keys: the narrow port to disks and S3 services, an in-memory store, and values they share.
 * Keys are written once; nothing here knows of digests, packs or files.
 */
@NullMarked
package dev.stemma.blob.object;

import org.jspecify.annotations.NullMarked;
