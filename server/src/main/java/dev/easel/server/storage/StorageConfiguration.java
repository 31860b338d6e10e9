package dev.easel.server.storage;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, with its tables up to date. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
    @Bean
    HikariDataSource dataSource(StorageSettings settings) {
        var source = Database.open(settings);
        Database.migrate(source);
        return source;
    }

    @Bean
    Transactions transactions(HikariDataSource source) {
        return Transactions.of(source);
    }
}
