/**
 * The only door to LibTorch: tensors, what layers do with them, and the fastest way that a machine
 * has for each. To a network's code all of it is {@link dev.easel.tensor.Tensor}, {@link
 * dev.easel.tensor.Ops}, {@link dev.easel.tensor.LinearKernel}, {@link
 * dev.easel.tensor.ConvolutionKernel} and {@link dev.easel.tensor.Epilogue}; what is behind them
 * nothing else sees, which is why it lies in one package. From the top:
 *
 * <ul>
 *   <li>Values: {@code Tensor}, {@code Shape}, {@code DType}, {@code Device}, {@code Rng}; {@code
 *       TensorScope} frees them, {@code ActivationPool} and {@code MmapBlock} give them memory.
 *   <li>Linear layers: {@code OneDnnLinear}, {@code Int8Linear}.
 *   <li>Convolutions: {@code OneDnnConvolution} with its {@code PackedWeight}, {@code
 *       Int8Convolution}, and {@code WinogradConvolution}: its {@code WinogradWeight} is the
 *       weight, a {@code WinogradTask} goes over a {@code TileGrid} from {@code InputTransform} by
 *       way of {@code TransformedTiles} to {@code OutputTransform}, with the transforms of {@code
 *       Winograd}.
 *   <li>Attention: the ways of {@code AttentionAlgorithm}, of which {@code FlashAttention} is
 *       java's: {@code Keys} (exact or bytes) and {@code TransposedValues} stay, {@code Scoring}
 *       makes {@code ScoreTile}s of a {@code KeyQueryProduct}, {@code ExponentialWeights} weights
 *       of those, and a {@code OutputTile} is what they gather. {@code TiledAttention} is made of
 *       LibTorch's operations.
 *   <li>8 bits: {@code QuantizedWeight}, {@code Int8Weight} and {@code QuantizedWinogradWeight} of
 *       weights, {@code QuantizedActivation} and {@code ByteTiles} of what comes.
 *   <li>Which is the fastest: {@code AttentionTuner}, {@code ConvolutionTuner} and {@code
 *       Int8Choice} ask a {@code KernelTimer} on a {@code ProbeInput}, and {@code TuningCache}
 *       keeps the answers in a file.
 *   <li>Maps too large for a cache: {@code RowTiling}, {@code GroupMoments}.
 *   <li>For all of java's loops: {@code Brgemm} multiplies small matrices, {@code Lanes32} is how
 *       numbers lie in memory, {@code ComputePool} are the threads, {@code VectorLoops} knows
 *       whether java's compiler is quick enough.
 * </ul>
 */
@NullMarked
package dev.easel.tensor;

import org.jspecify.annotations.NullMarked;
