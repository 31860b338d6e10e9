package dev.easel.server.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One service for all tests of a class, which call OpenAI's Images API. */
abstract class OpenAiServed extends Served {

    @Override
    Service open(Path folder) throws IOException {
        return Service.withKey(folder, Map.of("max-side", "512"));
    }

    final OpenAiCalls calls() {
        return new OpenAiCalls(service());
    }
}
