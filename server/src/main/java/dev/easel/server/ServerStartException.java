package dev.easel.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;

import java.math.BigDecimal;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server cannot start; the message is one sentence that says why. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Map<Class<?>, String> EXPECTED =
            Map.of(
                    int.class, "a whole number of at most " + Integer.MAX_VALUE,
                    long.class, "a whole number",
                    Long.class, "a whole number",
                    double.class, "a number",
                    BigDecimal.class, "a number",
                    boolean.class, "true or false",
                    Duration.class, "a time such as 24h, 30m or 10s",
                    URI.class, "an address such as https://example.org");

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
                    Optional.of(
                            "%s must be %s, got %s"
                                    .formatted(
                                            name(wrong),
                                            expected(failed.getTargetType().getType()),
                                            failed.getValue()));
            default -> Optional.empty();
        };
    }

    private static String name(BindException e) {
        String name = String.valueOf(e.getName());
        return name.startsWith(EaselServer.PREFIX)
                ? name.substring(EaselServer.PREFIX.length())
                : name;
    }

    /** {@return what a value of a type looks like} */
    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return EXPECTED.getOrDefault(type, "a " + type.getSimpleName());
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
