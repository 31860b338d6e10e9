package dev.easel.server.job;

import java.util.UUID;

/**
 * A picture that a job has made, without its file.
 *
 * @param number its place among the pictures of the job, from 0
 * @param id of the picture alone, which clients are told
 * @param seed that makes it again
 * @param width in pixels; 0 where it is not known of an old one
 * @param height in pixels; 0 where it is not known of an old one
 */
public record PictureRef(UUID job, int number, UUID id, long seed, int width, int height) {}
