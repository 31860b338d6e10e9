package dev.easel.server.storage;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The database of this server alone, with its tables up to date. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
    @Bean
    ServerLock serverLock(StorageSettings storage, LockSettings settings) {
        return ServerLock.take(DatabaseLock.of(storage), settings.startupWait());
    }

    /** Opened behind the lock, and closed before it is released. */
    @Bean
    @DependsOn("serverLock")
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
