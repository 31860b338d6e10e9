package dev.easel.server.web;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;

/** Whether the process lives, and whether it takes requests: what orchestrators ask for. */
@RestController
final class HealthController {
    private final JdbcClient database;
    private final List<SmartLifecycle> parts;

    HealthController(JdbcClient database, List<SmartLifecycle> parts) {
        this.database = database;
        this.parts = List.copyOf(parts);
    }

    @GetMapping("/health/live")
    Map<String, String> live() {
        return Map.of("status", "up");
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        boolean running = parts.stream().allMatch(SmartLifecycle::isRunning);
        return running && databaseAnswers()
                ? ResponseEntity.ok(Map.of("status", "up"))
                : ResponseEntity.status(503).body(Map.of("status", "down"));
    }

    private boolean databaseAnswers() {
        try {
            return database.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException e) {
            return false;
        }
    }
}
