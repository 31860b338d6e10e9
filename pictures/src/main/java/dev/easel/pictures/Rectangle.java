package dev.easel.pictures;

/**
 * A part of a picture.
 *
 * @param x its first column
 * @param y its first row
 */
public record Rectangle(int x, int y, int width, int height) {}
