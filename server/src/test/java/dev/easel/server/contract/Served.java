package dev.easel.server.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One service for all tests of a class. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
abstract class Served {
    private Optional<Service> started = Optional.empty();

    /** {@return the service in a folder of its own, and whatever else the tests need is there} */
    abstract Service open(Path folder) throws IOException, InterruptedException;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        started = Optional.of(open(folder));
    }

    @AfterAll
    void stop() {
        started.ifPresent(Service::close);
    }

    final Service service() {
        return started.orElseThrow();
    }
}
