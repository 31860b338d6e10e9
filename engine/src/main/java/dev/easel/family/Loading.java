package dev.easel.family;

import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.WeightSource;
import dev.easel.checkpoint.Weights;
import dev.easel.model.Component;
import dev.easel.model.DeviceTurns;
import dev.easel.model.Execution;
import dev.easel.model.Offload;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How the components of one model are loaded.
 *
 * @param store of the components that are loaded until the model is closed
 * @param oneByOne held by a component that is loaded on demand
 */
record Loading(Execution execution, Offload offload, ParameterStore store, ReentrantLock oneByOne) {

    static Loading of(Execution execution, Offload offload, ParameterStore store) {
        var compact =
                switch (offload) {
                    case NONE -> execution;
                    case PER_COMPONENT -> execution.compacted();
                };
        return new Loading(compact, offload, store, new ReentrantLock());
    }

    DeviceTurns turns() {
        return execution.turns();
    }

    /** {@return a component that is loaded now or on demand} */
    <T> Component<T> component(Function<ParameterStore, T> loader) {
        return switch (offload) {
            case NONE -> Component.loaded(loader.apply(store));
            case PER_COMPONENT -> Component.offloaded(oneByOne, loader);
        };
    }

    /**
     * {@return a network of all of its weights}
     *
     * @param opened is closed
     * @param owner of the weights
     * @param ignored says which weights may be left over
     */
    <T> T build(
            WeightSource opened,
            ParameterStore owner,
            Function<Weights, T> constructor,
            Predicate<String> ignored) {
        try (var source = opened) {
            var weights = Weights.of(source, owner, execution.placement());
            T built = constructor.apply(weights);
            weights.requireAllUsed(ignored);
            return built;
        }
    }
}
