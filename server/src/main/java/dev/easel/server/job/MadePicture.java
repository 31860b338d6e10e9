package dev.easel.server.job;

/**
 * A picture as the work makes it.
 *
 * @param file a PNG
 * @param width in pixels
 * @param height in pixels
 * @param seed that makes it again
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record MadePicture(byte[] file, int width, int height, long seed) {}
