package dev.easel.pipeline;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.sampling.FewSteps;

import java.util.List;
import java.util.Optional;

/** What adapters say of the steps that a model needs with them, as LCM-LoRA does. */
final class FewStepAdapters {
    private FewStepAdapters() {}

    /**
     * {@return what the first of them is made for whose name tells it, where any of it is put on}
     */
    static Optional<FewSteps> of(List<WeightedAdapter> adapters) {
        return adapters.stream()
                .filter(it -> it.weight() > 0)
                .map(it -> it.adapter().name())
                .flatMap(name -> FewSteps.named(name).map(it -> because(it, name)).stream())
                .findFirst();
    }

    private static FewSteps because(FewSteps told, String name) {
        return told.withReason("the name of the LoRA %s says so".formatted(name));
    }
}
