package dev.easel.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.models.LoadedModels.Readiness;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

class LoadedModelsTest {
    private final List<String> told = new ArrayList<>();
    private final LoadedModels models = new LoadedModels(Optional.of(100L));

    private final class Model implements AutoCloseable {
        private final String name;

        Model(String name) {
            this.name = name;
            told.add("+" + name);
        }

        @Override
        public void close() {
            told.add("-" + name);
        }
    }

    private ModelSource<Model> source(String name, long bytes) {
        return new ModelSource<>(name, Model.class, bytes, () -> new Model(name));
    }

    private void use(String name, long bytes) {
        try (var lease = models.lease(source(name, bytes)).orElseThrow()) {
            lease.model();
        }
    }

    @Test
    void aModelIsLoadedOnce() {
        use("a", 40);
        use("a", 40);

        assertThat(told).containsExactly("+a");
    }

    @Test
    void whatWasUsedTheLongestAgoLeavesFirst() {
        use("a", 40);
        use("b", 40);
        use("a", 40);
        use("c", 40);

        assertThat(told).containsExactly("+a", "+b", "-b", "+c");
        assertThat(models.names()).containsExactly("a", "c");
    }

    @Test
    void whatIsInUseStays() {
        try (var a = models.lease(source("a", 60)).orElseThrow()) {
            a.model();
            assertThat(models.readiness(source("b", 60))).isEqualTo(Readiness.NOT_NOW);
            assertThat(models.lease(source("b", 60))).isEmpty();
            assertThat(models.readiness(source("c", 40))).isEqualTo(Readiness.POSSIBLE);
            assertThat(models.readiness(source("a", 60))).isEqualTo(Readiness.LOADED);
        }
        assertThat(models.readiness(source("b", 60))).isEqualTo(Readiness.POSSIBLE);
    }

    @Test
    void aModelLargerThanTheBudgetIsLoadedAlone() {
        use("a", 40);
        use("large", 1000);

        assertThat(told).containsExactly("+a", "-a", "+large", "-large");
    }

    @Test
    void whatCannotBeLoadedIsTriedAgainNextTime() {
        var attempts = new AtomicInteger();
        var source =
                new ModelSource<>(
                        "broken",
                        Model.class,
                        10,
                        () -> {
                            if (attempts.incrementAndGet() == 1) {
                                throw new IllegalStateException("broken");
                            }
                            return new Model("whole");
                        });
        try (var lease = models.lease(source).orElseThrow()) {
            assertThatThrownBy(lease::model).hasMessage("broken");
        }
        try (var lease = models.lease(source).orElseThrow()) {
            assertThat(lease.model().name).isEqualTo("whole");
        }
    }

    @Test
    void closingFreesAll() {
        use("a", 40);
        use("b", 40);
        models.close();

        assertThat(told).containsExactly("+a", "+b", "-a", "-b");
    }
}
