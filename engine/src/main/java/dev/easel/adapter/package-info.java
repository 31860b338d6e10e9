/**
 * Adapters: small files that change a model's weights, LoRA and its relatives. Start reading at
 * {@link dev.easel.adapter.Adapter}.
 */
@NullMarked
package dev.easel.adapter;

import org.jspecify.annotations.NullMarked;
