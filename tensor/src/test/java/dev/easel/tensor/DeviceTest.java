package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

class DeviceTest {
    private static final Path TASKS = Path.of("/proc/self/task");

    @Test
    void aTurnLeavesNoThreadsBehind() throws Exception {
        assumeThat(TASKS).exists();
        String name = "in turn";
        try (var executor =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory())) {
            long during =
                    executor.submit(() ->
                                    Device.CPU.inTurn(() -> {
                                        compute();
                                        return threadsCalled(name);
                                    }))
                            .get();
            long after = executor.submit(() -> threadsCalled(name)).get();

            assertThat(during).isEqualTo(ComputeThreads.get()); // they have their maker's name
            assertThat(after).isEqualTo(1);
        }
    }

    private static void compute() {
        try (var _ = TensorScope.open()) {
            new Tensor(torch.randn(512, 512)).mul(2);
        }
    }

    private static long threadsCalled(String name) {
        try (var tasks = Files.list(TASKS)) {
            return tasks.filter(task -> name.equals(nameOf(task))).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) { // it has ended meanwhile
            return "";
        }
    }
}
