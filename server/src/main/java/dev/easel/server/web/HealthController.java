package dev.easel.server.web;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
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
    ResponseEntity<Map<String, String>> live() {
        return status(200, "up");
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        boolean running = parts.stream().allMatch(SmartLifecycle::isRunning);
        return running && databaseAnswers() ? status(200, "up") : status(503, "down");
    }

    /** JSON, whatever the client would accept. */
    private static ResponseEntity<Map<String, String>> status(int code, String status) {
        return ResponseEntity.status(code)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("status", status));
    }

    private boolean databaseAnswers() {
        try {
            return database.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException e) {
            return false;
        }
    }
}
