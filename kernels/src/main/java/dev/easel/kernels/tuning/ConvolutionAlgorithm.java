package dev.easel.kernels.tuning;

import dev.easel.kernels.winograd.Winograd;

import java.util.Optional;

/** How a convolution is computed. Those whose weights take less memory are first. */
public enum ConvolutionAlgorithm {
    DIRECT(Optional.empty()),
    WINOGRAD(Optional.of(Winograd.F2)),
    WINOGRAD4(Optional.of(Winograd.F4));

    @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum's constant
    private final Optional<Winograd> winograd;

    ConvolutionAlgorithm(Optional<Winograd> winograd) {
        this.winograd = winograd;
    }

    Optional<Winograd> winograd() {
        return winograd;
    }
}
