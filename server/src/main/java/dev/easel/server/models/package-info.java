/**
 * The models of this server: which there are ({@link dev.easel.server.models.Catalog}), and which
 * are in memory ({@link dev.easel.server.models.LoadedModels}).
 */
@NullMarked
package dev.easel.server.models;

import org.jspecify.annotations.NullMarked;
