package dev.easel.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.models.LoadedModels.Readiness;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

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
        return source(name, bytes, bytes);
    }

    private ModelSource<Model> source(String name, long estimate, long bytes) {
        return new ModelSource<>(
                name, Model.class, () -> estimate, () -> new Model(name), _ -> bytes);
    }

    private void use(String name, long bytes) {
        use(source(name, bytes));
    }

    private void use(ModelSource<?> source) {
        try (var lease = models.lease(source).orElseThrow()) {
            assertThat(lease.model()).isInstanceOf(source.type());
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
    void aModelThatGrewWhileItWasUsedMakesOthersLeave() {
        var grown = new AtomicLong(40);
        use("a", 40);
        use(
                new ModelSource<>(
                        "growing",
                        Model.class,
                        () -> 40,
                        () -> new Model("growing"),
                        _ -> grown.getAndSet(70)));

        assertThat(told).containsExactly("+a", "+growing", "-a");
        assertThat(models.inMemory(Model.class))
                .containsEntry("growing", new LoadedModels.InMemory(true, 70));
    }

    @Test
    void aModelThatFailedWhoeverUsedItIsLoadedAgain() {
        try (var first = models.lease(source("a", 40)).orElseThrow();
                var second = models.lease(source("a", 40)).orElseThrow()) {
            first.model();
            first.giveUp();
            assertThat(second.model()).isInstanceOf(Model.class);
        }
        use("a", 40);

        assertThat(told).containsExactly("+a", "-a", "+a");
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
                        () -> 10,
                        () -> {
                            if (attempts.incrementAndGet() == 1) {
                                throw new IllegalStateException("broken");
                            }
                            return new Model("whole");
                        },
                        _ -> 10);
        try (var lease = models.lease(source).orElseThrow()) {
            assertThatThrownBy(lease::model).hasMessage("broken");
        }
        try (var lease = models.lease(source).orElseThrow()) {
            assertThat(lease.model().name).isEqualTo("whole");
        }
    }

    /** An upscaler's file and a model's folder may have one name. */
    @Test
    void modelsOfTwoTypesMayHaveOneName() {
        var upscaler =
                new ModelSource<>("a", Other.class, () -> 40, () -> new Other(told), _ -> 40);

        use("a", 40);
        use(upscaler);
        use("a", 40);
        models.close();

        assertThat(told).containsExactly("+a", "+other", "-other", "-a");
    }

    private record Other(List<String> told) implements AutoCloseable {
        Other {
            told.add("+other");
        }

        @Override
        public void close() {
            told.add("-other");
        }
    }

    @Test
    void aModelCountsWithTheBytesThatItTakesOnceItIsLoaded() {
        use("a", 40);
        use(source("large", 40, 90));

        assertThat(told).containsExactly("+a", "+large", "-a");
        assertThat(models.names()).containsExactly("large");
    }

    @Test
    void whatAModelTookIsExpectedOfItTheNextTime() {
        use(source("large", 10, 90));
        use("b", 50);
        try (var _ = models.lease(source("b", 50)).orElseThrow()) {
            assertThat(models.readiness(source("large", 10, 90))).isEqualTo(Readiness.NOT_NOW);
        }
    }

    @Test
    void aModelThatTakesLessThanItsFilesLeavesRoomForOthers() {
        use(source("a", 200, 40));
        use("b", 60);

        assertThat(told).containsExactly("+a", "+b");
    }

    /** Freeing gigabytes takes seconds, and leases are given within the queue's lock. */
    @Test
    void aLeaseDoesNotWaitForModelsThatLeave() {
        use("a", 80);
        try (var lease = models.lease(source("b", 80)).orElseThrow()) {
            assertThat(told).containsExactly("+a");
            lease.model();
            assertThat(told).containsExactly("+a", "-a", "+b");
        }
    }

    @Test
    void whatLeavesIsClosedAlsoWhereItsSuccessorIsNeverLoaded() {
        use("a", 80);
        models.lease(source("b", 80)).orElseThrow().close();

        assertThat(told).containsExactly("+a", "-a");
    }

    @Test
    void closingFreesAll() {
        use("a", 40);
        use("b", 40);
        models.close();

        assertThat(told).containsExactly("+a", "+b", "-a", "-b");
    }

    @Test
    void whatNobodyUsesCanBeUnloaded() {
        try (var a = models.lease(source("a", 40)).orElseThrow()) {
            assertThat(models.inMemory(Model.class).get("a"))
                    .isEqualTo(new LoadedModels.InMemory(false, 40));
            a.model();
            assertThat(models.unload(Model.class, "a")).isFalse();
            assertThat(models.inMemory(Model.class).get("a"))
                    .isEqualTo(new LoadedModels.InMemory(true, 40));
        }
        assertThat(models.unload(Model.class, "a")).isTrue();
        assertThat(models.unload(Model.class, "never loaded")).isTrue();

        assertThat(told).containsExactly("+a", "-a");
        assertThat(models.inMemory(Model.class)).isEmpty();
    }
}
