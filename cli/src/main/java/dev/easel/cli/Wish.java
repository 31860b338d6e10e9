package dev.easel.cli;

import dev.easel.pipeline.ImageRequest;
import dev.easel.pipeline.ModelDefaults;

import java.util.function.Function;

/**
 * A prompt, and the request for a picture of it.
 *
 * @param prompt as it was given, without the style
 * @param settled the request, of a model with these defaults
 */
record Wish(String prompt, Function<ModelDefaults, ImageRequest> settled) {}
