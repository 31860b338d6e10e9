package dev.easel.kernels.tuning;

import dev.easel.kernels.winograd.Winograd;

import java.util.Optional;

/** How a convolution is computed. Those whose weights take less memory are first. */
public enum ConvolutionAlgorithm {
    DIRECT,
    WINOGRAD,
    WINOGRAD4;

    Optional<Winograd> winograd() {
        return switch (this) {
            case DIRECT -> Optional.empty();
            case WINOGRAD -> Optional.of(Winograd.F2);
            case WINOGRAD4 -> Optional.of(Winograd.F4);
        };
    }
}
