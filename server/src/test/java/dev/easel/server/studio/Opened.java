package dev.easel.server.studio;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** One server and one browser for all tests of a class. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
abstract class Opened {
    private @Nullable Studio opened;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        prepare(folder);
        opened = Studio.open(folder, settings(), environment());
    }

    /** What is to be there before the server starts. */
    void prepare(Path folder) throws IOException {}

    Map<String, String> settings() {
        return Map.of();
    }

    /** Variables of the server's environment. */
    Map<String, String> environment() {
        return Map.of();
    }

    /** The next test neither waits for the pictures of this one nor sees them. */
    @AfterEach
    void leave() {
        browser().command("Network.disable", Map.of());
        studio().clear();
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    Studio studio() {
        return Objects.requireNonNull(opened);
    }

    Browser browser() {
        return studio().browser;
    }
}
