/**
 * Families of models: a family recognises the files of its models, builds their components, makes
 * their conditioning and knows their noise schedule. Start at {@link dev.easel.family.ModelFamily}.
 */
@NullMarked
package dev.easel.family;

import org.jspecify.annotations.NullMarked;
