package dev.easel.family;

import dev.easel.checkpoint.ModelChanges;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.WeightSource;
import dev.easel.checkpoint.Weights;
import dev.easel.model.Component;
import dev.easel.model.DeviceTurns;
import dev.easel.model.Execution;
import dev.easel.model.Offload;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How the components of one model are loaded.
 *
 * @param store of the components that are loaded until the model is closed
 * @param oneByOne held by a component that is loaded on demand
 * @param loaded the weights of the parts that are in memory, filled while the model is loaded
 * @param changes what is changed in them
 */
record Loading(
        Execution execution,
        Offload offload,
        ParameterStore store,
        ReentrantLock oneByOne,
        Map<String, Weights> loaded,
        Optional<ModelChanges> changes) {

    static Loading of(Execution execution, Offload offload, ParameterStore store) {
        var compact =
                switch (offload) {
                    case NONE -> execution;
                    case PER_COMPONENT -> execution.compacted();
                };
        return new Loading(
                compact, offload, store, new ReentrantLock(), new HashMap<>(), Optional.empty());
    }

    /** {@return how the same components are made with changes} */
    Loading changed(ModelChanges others, ParameterStore owner) {
        return new Loading(execution, offload, owner, oneByOne, loaded, Optional.of(others));
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
     * {@return a network of all of its weights, of which layers' are read when they are first used}
     *
     * @param part as diffusers calls it
     * @param opened its weights, closed with their owner
     * @param owner of the weights
     */
    <T> T build(String part, WeightSource opened, ParameterStore owner, Network<T> network) {
        var source = owner.own(opened);
        if (changes.isEmpty()) {
            var weights = weights(source, owner);
            if (offload == Offload.NONE) {
                loaded.put(part, weights);
            }
            return network.of(weights);
        }
        var changed = owner.own(changes.get().open(part));
        var weights = Optional.ofNullable(loaded.get(part)).orElseGet(() -> weights(source, owner));
        return network.of(weights.changed(source, owner, changed));
    }

    private Weights weights(WeightSource source, ParameterStore owner) {
        return source.isStored()
                ? Weights.deferred(source, owner, execution.placement())
                : Weights.of(source, owner, execution.placement());
    }

    /**
     * A network that is made of weights.
     *
     * @param ignored says which weights may be left over
     */
    record Network<T>(Function<Weights, T> constructor, Predicate<String> ignored) {
        private T of(Weights weights) {
            T built = constructor.apply(weights);
            weights.requireAllUsed(ignored);
            return built;
        }
    }
}
