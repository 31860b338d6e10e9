/**
 * Linear layers and convolutions by oneDNN on prepacked weights, called as operations of LibTorch.
 */
@NullMarked
package dev.easel.kernels.onednn;

import org.jspecify.annotations.NullMarked;
