package dev.easel.server;

import dev.easel.server.access.ListenSettings;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.env.ConfigurableEnvironment;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;

/** What the server consists of: the packages beside this class. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            ErrorMvcAutoConfiguration.class, // errors have one form here
            // No bean has a proxy: storage.Transactions begins what is one transaction.
            AopAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            TransactionManagerCustomizationAutoConfiguration.class,
            // Flyway alone makes tables.
            DataSourceInitializationAutoConfiguration.class,
            // The service's threads are its own.
            TaskSchedulingAutoConfiguration.class
        })
// Protocols call alike things alike.
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
class ServerApplication {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static SettingsCheck settingsCheck(ConfigurableEnvironment environment) {
        return new SettingsCheck(environment);
    }

    /**
     * Comes after Spring's own settings: a SERVER_ADDRESS in the environment would bring the world
     * to a server that knows of its own host alone, and asks nobody for a key.
     */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> listening(ListenSettings settings) {
        return factory -> {
            factory.setPort(settings.port());
            factory.setAddress(settings.host().isBlank() ? null : address(settings.host()));
        };
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
