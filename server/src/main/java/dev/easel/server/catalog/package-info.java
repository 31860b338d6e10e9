/**
 * The models of this server: which there are ({@link dev.easel.server.catalog.Catalog}), and which
 * are in memory ({@link dev.easel.server.catalog.LoadedModels}).
 */
@NullMarked
package dev.easel.server.catalog;

import org.jspecify.annotations.NullMarked;
