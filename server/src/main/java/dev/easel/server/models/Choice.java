package dev.easel.server.models;

import dev.easel.pipeline.ImageGenerator;

import java.util.Optional;

/**
 * The model that makes what was asked for.
 *
 * @param multiple of which both sides of its pictures must be
 * @param note what the client should know of the choice
 */
public record Choice(ModelSource<ImageGenerator> source, int multiple, Optional<String> note) {}
