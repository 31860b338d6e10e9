package dev.easel.cli;

import java.util.Map;

/** What surrounds a command. */
record Context(Terminal terminal, Interruption interruption, Map<String, String> environment) {
    Context {
        environment = Map.copyOf(environment);
    }
}
