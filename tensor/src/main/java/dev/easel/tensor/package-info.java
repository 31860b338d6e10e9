/**
 * The only door to LibTorch: tensors, what layers do with them, and the fastest way that a machine
 * has for each. To a network's code all of it is {@link dev.easel.tensor.Tensor}, {@link
 * dev.easel.tensor.Kernels}, {@link dev.easel.tensor.LinearWeight}, {@link
 * dev.easel.tensor.ConvolutionWeight} and {@link dev.easel.tensor.Epilogue}; what is behind them
 * nothing else sees, which is why it lies in one package. From the top:
 *
 * <ul>
 *   <li>Values: {@code Tensor}, {@code Shape}, {@code DType}, {@code Device}, {@code Rng}; {@code
 *       TensorScope} frees them, {@code LargeMaps} and {@code MappedMemory} give them memory.
 *   <li>Linear layers: {@code OneDnnLinear}, {@code Int8Linear}.
 *   <li>Convolutions: {@code OneDnnConvolution} with its {@code PackedKernel}, {@code
 *       Int8Convolution}, and {@code WinogradConvolution}: its {@code WinogradKernel} is the
 *       weight, a {@code WinogradTask} goes over a {@code TileGrid} from {@code PatchInput} by way
 *       of {@code TileMatrices} to {@code PatchOutput}, with the transforms of {@code Winograd}.
 *   <li>Attention: the ways of {@code AttentionWay}, of which {@code StreamedAttention} is java's:
 *       {@code Keys} (exact or bytes) and {@code StreamedValues} stay, {@code Scoring} makes {@code
 *       ScoreTile}s of a {@code KeyProduct}, {@code ExponentialWeights} weights of those, and a
 *       {@code GatheredTile} is what they gather. {@code TiledAttention} is made of LibTorch's
 *       operations.
 *   <li>8 bits: {@code QuantizedWeight}, {@code Int8Weight} and {@code WinogradBytes} of weights,
 *       {@code QuantizedActivation} and {@code ByteMatrices} of what comes.
 *   <li>Which is the fastest: {@code AttentionChoice}, {@code ConvolutionChoice} and {@code
 *       Int8Choice} ask a {@code Trial} on a {@code TypicalMap}, and {@code KernelChoices} keeps
 *       the answers in a file.
 *   <li>Maps too large for a cache: {@code Strips}, {@code GroupMoments}.
 *   <li>For all of java's loops: {@code Brgemm} multiplies small matrices, {@code Words} is how
 *       numbers lie in memory, {@code Workers} are the threads, {@code VectorLoops} knows whether
 *       java's compiler is quick enough.
 * </ul>
 */
@NullMarked
package dev.easel.tensor;

import org.jspecify.annotations.NullMarked;
