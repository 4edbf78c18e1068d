/**
 * Objects in any S3-compatible service through the MinIO SDK, on its fast path: one request an object, checksums computed
 * once and verified by the server, SDK errors translated in one place.
 */
@NullMarked
package dev.stemma.blob.object.s3;

import org.jspecify.annotations.NullMarked;
