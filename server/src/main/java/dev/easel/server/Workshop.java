package dev.easel.server;

import dev.easel.server.billing.BillingSettings;
import dev.easel.server.billing.PriceList;
import dev.easel.server.models.Catalog;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.Planner;
import dev.easel.server.request.SentImages;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

import java.util.Map;

/**
 * What of the service plans and makes pictures, without the rest: no HTTP, no database, no keys, no
 * jobs. Its settings are the service's.
 */
public final class Workshop implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Workshop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * {@return the workshop; no model is loaded yet}
     *
     * @param properties as those of {@link EaselServer#start}
     * @param environment as that of {@link EaselServer#start}
     * @throws ServerStartException where a setting is wrong
     */
    public static Workshop open(Map<String, String> properties, Map<String, String> environment) {
        var application = new SpringApplication(Parts.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLazyInitialization(true); // of the packages below, what is asked for
        var context = EaselServer.run(application, properties, environment);
        try {
            var workshop = new Workshop(context);
            var _ = workshop.planner(); // which needs all settings that can be wrong
            return workshop;
        } catch (RuntimeException e) {
            context.close();
            throw ServerStartException.of(e);
        }
    }

    /** It is no configuration by itself: the service's scan must not find it. */
    @ComponentScan(basePackageClasses = {Planner.class, Catalog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {Planner.class, Catalog.class})
    @EnableConfigurationProperties(BillingSettings.class)
    @Import(PriceList.class)
    static class Parts {}

    public Planner planner() {
        return context.getBean(Planner.class);
    }

    public Catalog catalog() {
        return context.getBean(Catalog.class);
    }

    public LimitSettings limits() {
        return context.getBean(LimitSettings.class);
    }

    /** {@return what reads pictures that are sent} */
    public SentImages images() {
        return context.getBean(SentImages.class);
    }

    /** Frees the models. */
    @Override
    public void close() {
        context.close();
    }
}
