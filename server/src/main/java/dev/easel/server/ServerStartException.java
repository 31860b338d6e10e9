package dev.easel.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server cannot start; the message is one sentence that says why. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ServerStartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static ServerStartException of(RuntimeException e) {
        var causes = causes(e);
        return new ServerStartException(
                causes.stream()
                        .flatMap(cause -> sentence(cause).stream())
                        .findFirst()
                        .orElseGet(() -> innermost(causes.getLast())),
                e);
    }

    private static Optional<String> sentence(Throwable cause) {
        return switch (cause) {
            case PortInUseException used ->
                    Optional.of(
                            "port %d is in use; choose another by --port"
                                    .formatted(used.getPort()));
            case UnknownHostException unknown ->
                    Optional.of("host must be an address of this machine: " + unknown.getMessage());
            case java.net.BindException refused ->
                    Optional.of(
                            "host and port cannot be listened on: %s; choose others by --host and --port"
                                    .formatted(refused.getMessage()));
            case BindException wrong
                    when wrong.getCause() instanceof ConversionFailedException failed ->
                    Optional.of("%s: %s".formatted(wrong.getName(), failed.getMessage()));
            default -> Optional.empty();
        };
    }

    private static List<Throwable> causes(Throwable e) {
        List<Throwable> causes = new ArrayList<>();
        for (@Nullable Throwable next = e; next != null; next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    private static String innermost(Throwable cause) {
        return Optional.ofNullable(cause.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(cause.getClass().getSimpleName());
    }
}
