package dev.easel.server;

import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.UserFolders;
import dev.easel.server.pull.PullException;
import dev.easel.server.pull.PullSettings;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The HTTP service, running.
 *
 * <pre>{@code
 * try (var server = EaselServer.start(Map.of("port", "0", "data", "easel-data"), Map.of())) {
 *     ... server.port() ...
 * }
 * }</pre>
 */
public final class EaselServer implements AutoCloseable {
    static final String PREFIX = "easel.server.";
    static final String VARIABLE_PREFIX = "EASEL_";

    /** How Spring calls the properties that are made of variables here. */
    static final String OF_VARIABLES = "defaultProperties";

    private final ServletWebServerApplicationContext context;

    private EaselServer(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /**
     * {@return the server, which answers from now on}
     *
     * @param properties by their names below {@code easel.server}, such as {@code rate-limit}; they
     *     stand above the JVM's properties, which stand above the environment
     * @param environment of which the variables {@code EASEL_*} are read: {@code EASEL_RATE_LIMIT}
     *     is {@code rate-limit}; and HF_ENDPOINT and HF_TOKEN, for the models that are pulled
     * @throws ServerStartException where it cannot start; the message says why
     */
    public static EaselServer start(
            Map<String, String> properties, Map<String, String> environment) {
        var application = new SpringApplication(ServerApplication.class);
        return new EaselServer(
                (ServletWebServerApplicationContext) run(application, properties, environment));
    }

    /** {@return what an application consists of, with these settings} */
    static ConfigurableApplicationContext run(
            SpringApplication application,
            Map<String, String> properties,
            Map<String, String> environment) {
        application.setBannerMode(Banner.Mode.OFF);
        application.setListeners(OneLogging.in(application.getListeners()));
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(defaults(environment));
        var pulls = pullSettings(environment);
        application.addInitializers(
                starting -> starting.getBeanFactory().registerSingleton("pullSettings", pulls));
        var arguments =
                properties.entrySet().stream()
                        .map(p -> "--" + PREFIX + p.getKey() + "=" + p.getValue())
                        .toArray(String[]::new);
        try {
            return application.run(arguments);
        } catch (RuntimeException e) {
            throw ServerStartException.of(e);
        }
    }

    private static PullSettings pullSettings(Map<String, String> environment) {
        try {
            return PullSettings.of(environment);
        } catch (PullException e) {
            throw ServerStartException.of(e);
        }
    }

    /** {@return the folder of the database and the secret, unless another one is configured} */
    public static Path usualData(Map<String, String> environment) {
        String chosen = environment.getOrDefault("EASEL_DATA", "");
        return chosen.isEmpty()
                ? UserFolders.of(environment).data().resolve("server")
                : Path.of(chosen);
    }

    private static Map<String, Object> defaults(Map<String, String> environment) {
        var properties = new HashMap<String, Object>();
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) {
                String rest = name.substring(VARIABLE_PREFIX.length());
                properties.put(PREFIX + rest.toLowerCase(Locale.ROOT).replace('_', '-'), value);
            }
        });
        properties.put(PREFIX + "data", usualData(environment).toString());
        properties.put(PREFIX + "models", ModelFolders.of(environment).text());
        return properties;
    }

    /** {@return the port that it listens on} */
    public int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /** Stops taking requests, ends those that run, and closes everything. */
    @Override
    public void close() {
        context.close();
    }
}
