package dev.easel.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import javax.sql.DataSource;

/** The embedded database where no URL is configured. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
    @Bean
    HikariDataSource dataSource(StorageSettings settings) {
        var config = new HikariConfig();
        config.setJdbcUrl(
                settings.databaseUrl().orElseGet(() -> EmbeddedDatabase.url(settings.data())));
        settings.databaseUser().ifPresent(config::setUsername);
        settings.databasePassword().ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.databaseConnections());
        config.setPoolName("easel");
        return new HikariDataSource(config);
    }

    @Bean
    Transactions transactions(
            PlatformTransactionManager manager, DataSource source, StorageSettings settings) {
        var client = JdbcClient.create(source);
        return settings.databaseUrl().isPresent()
                ? new Transactions(manager, () -> {})
                : new Transactions(manager, () -> EmbeddedDatabase.toDisk(client));
    }
}
