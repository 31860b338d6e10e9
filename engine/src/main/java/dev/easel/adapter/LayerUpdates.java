package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an adapter adds to a layer.
 *
 * @param weight to its weight
 * @param bias to its bias
 */
record LayerUpdates(Optional<Update> weight, Optional<Update> bias) {
    /** A kind of change, told by the roles of its tensors. */
    private enum Kind {
        LOW_RANK(Role.DOWN, Role.UP, Role.MID),
        HADAMARD(
                Role.HADA_W1_A,
                Role.HADA_W1_B,
                Role.HADA_W2_A,
                Role.HADA_W2_B,
                Role.HADA_T1,
                Role.HADA_T2),
        KRONECKER(
                Role.LOKR_W1,
                Role.LOKR_W1_A,
                Role.LOKR_W1_B,
                Role.LOKR_W2,
                Role.LOKR_W2_A,
                Role.LOKR_W2_B,
                Role.LOKR_T2),
        DIFFERENCE(Role.DIFFERENCE);

        @SuppressWarnings("ImmutableEnumChecker") // never written to
        private final Role[] roles;

        Kind(Role... roles) {
            this.roles = roles;
        }

        Update of(LayerTensors layer) {
            return switch (this) {
                case LOW_RANK -> LowRank.of(layer);
                case HADAMARD -> Hadamard.of(layer);
                case KRONECKER -> Kronecker.of(layer);
                case DIFFERENCE -> new Difference(layer.get(Role.DIFFERENCE));
            };
        }
    }

    /**
     * {@return what the tensors of a layer add to it}
     *
     * @throws CheckpointException where some are missing, or are of more than one kind
     */
    static LayerUpdates of(LayerTensors layer) {
        layer.find(Role.ALPHA)
                .filter(alpha -> alpha.shape().count() != 1)
                .ifPresent(alpha -> {
                    throw new CheckpointException(
                            "%s: the tensor %s has the shape %s; expected one number"
                                    .formatted(layer.file(), alpha.key(), alpha.shape()));
                });
        var kinds = Arrays.stream(Kind.values()).filter(kind -> layer.hasAny(kind.roles)).toList();
        if (kinds.size() > 1) {
            throw new CheckpointException(
                    "%s: the layer %s has tensors of %d kinds of adapters; expected one"
                            .formatted(layer.file(), layer.layer(), kinds.size()));
        }
        Optional<Update> bias = layer.find(Role.BIAS_DIFFERENCE).map(Difference::new);
        if (kinds.isEmpty() && bias.isEmpty()) {
            layer.get(Role.DOWN);
        }
        Optional<Update> weight = kinds.stream().findFirst().map(kind -> kind.of(layer));
        return new LayerUpdates(
                layer.find(Role.MAGNITUDE)
                        .<Update>map(magnitude ->
                                new Decomposed(
                                        weight.orElseGet(() -> LowRank.of(layer)), magnitude))
                        .or(() -> weight),
                bias);
    }
}
