package dev.easel.server.job;

/**
 * A picture as the work makes it.
 *
 * @param file a PNG
 * @param seed that makes it again
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record MadePicture(byte[] file, long seed) {}
