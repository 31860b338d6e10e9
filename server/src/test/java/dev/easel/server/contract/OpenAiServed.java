package dev.easel.server.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One service for all tests of a class, which call OpenAI's Images API. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
abstract class OpenAiServed {
    private Optional<Service> started = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        started = Optional.of(Service.withKey(folder, Map.of("max-side", "512")));
    }

    @AfterAll
    void stop() {
        started.ifPresent(Service::close);
    }

    final Service service() {
        return started.orElseThrow();
    }

    final OpenAiCalls calls() {
        return new OpenAiCalls(service());
    }
}
