/**
 * What is known by an id, models and styles, and what this machine has of them. Start reading at
 * {@link dev.easel.catalog.KnownModel}, then {@link dev.easel.catalog.ModelFolders}.
 */
@NullMarked
package dev.easel.catalog;

import org.jspecify.annotations.NullMarked;
