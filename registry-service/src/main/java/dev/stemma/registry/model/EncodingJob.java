package dev.stemma.registry.model;

/**
 * That a version's files are to be encoded anew, against their relatives where that helps.
 *
 * @param id names the job in its queue
 * @param version whose files
 * @param attempts how often it was taken, this time included
 */
public record EncodingJob(long id, VersionId version, int attempts) {}
