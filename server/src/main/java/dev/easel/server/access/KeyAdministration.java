package dev.easel.server.access;

import com.zaxxer.hikari.HikariDataSource;

import dev.easel.server.billing.Accounts;
import dev.easel.server.billing.BillingSettings;
import dev.easel.server.billing.UserPlan;
import dev.easel.server.storage.Database;
import dev.easel.server.storage.StorageSettings;
import dev.easel.server.storage.Transactions;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, lists and deletes keys, while a server runs on the same data and while none does. */
public final class KeyAdministration implements AutoCloseable {
    private static final int CONNECTIONS = 2; // Flyway takes two

    private final HikariDataSource database;
    private final KeyStore keys;
    private final Accounts accounts;
    private final Tokens tokens;
    private final FirstKeyMark mark;
    private final BigDecimal margin;

    private KeyAdministration(
            HikariDataSource database, Tokens tokens, Path data, BigDecimal margin) {
        var client = JdbcClient.create(database);
        var clock = Clock.systemUTC();
        this.database = database;
        this.keys = new KeyStore(client, Transactions.of(database), clock, tokens);
        this.accounts = new Accounts(client, clock);
        this.tokens = tokens;
        this.mark = new FirstKeyMark(data);
        this.margin = margin;
    }

    /**
     * {@return the keys of the server with this data}
     *
     * @param environment of which EASEL_SECRET, EASEL_PLAN_MARGIN and EASEL_DATABASE_* are read, as
     *     the server does
     * @throws IllegalArgumentException where EASEL_PLAN_MARGIN is not a number
     * @throws IllegalStateException where the database cannot be opened; the message says why
     */
    public static KeyAdministration open(Path data, Map<String, String> environment) {
        var margin =
                number(
                        "EASEL_PLAN_MARGIN",
                        variable(environment, "EASEL_PLAN_MARGIN")
                                .orElse(BillingSettings.PLAN_MARGIN));
        var settings =
                new StorageSettings(
                        data,
                        variable(environment, "EASEL_DATABASE_URL"),
                        variable(environment, "EASEL_DATABASE_USER"),
                        variable(environment, "EASEL_DATABASE_PASSWORD"),
                        CONNECTIONS);
        var database = Database.open(settings);
        try {
            Database.migrate(database);
            var secret = Secret.of(variable(environment, "EASEL_SECRET"), data);
            return new KeyAdministration(database, new Tokens(secret), data, margin);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * What a key is made for.
     *
     * @param operator whether it may pull and delete models
     */
    public record Wanted(
            String user,
            String name,
            Optional<BigDecimal> budget,
            List<String> allowedPaths,
            List<String> ips,
            boolean operator) {
        /** A key that changes no models. */
        public Wanted(
                String user,
                String name,
                Optional<BigDecimal> budget,
                List<String> allowedPaths,
                List<String> ips) {
            this(user, name, budget, allowedPaths, ips, false);
        }

        /**
         * Checks the addresses.
         *
         * @throws IllegalArgumentException where one is none
         */
        public Wanted {
            allowedPaths = List.copyOf(allowedPaths);
            ips = List.copyOf(ips);
            var _ = RemoteAddress.requireAddresses("ips", ips);
        }
    }

    /** A key with its tokens, which nobody is shown again but with the super key. */
    public record Made(UUID id, String name, String apiToken, String captchaToken) {}

    private static BigDecimal number(String name, String value) {
        try {
            return new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a number, got %s".formatted(name, value), e);
        }
    }

    /**
     * {@return a new key; its user's plan is unlimited unless there is a budget}
     *
     * @throws IllegalArgumentException where the budget is so small that the plan allows nothing
     */
    public Made create(Wanted wanted) {
        wanted.budget().ifPresent(this::requireMoreThanTheMargin);
        keys.putUser(wanted.user(), wanted.budget());
        var key =
                keys.add(
                        new KeyStore.NewKey(
                                wanted.user(),
                                wanted.name(),
                                wanted.allowedPaths(),
                                wanted.ips(),
                                wanted.operator()));
        mark.set();
        return new Made(key.id(), key.name(), tokens.apiToken(key), tokens.captchaToken(key));
    }

    private void requireMoreThanTheMargin(BigDecimal budget) {
        if (budget.compareTo(margin) <= 0) {
            throw new IllegalArgumentException(
                    "a budget must be more than %s US dollars, got %s: that much must be left in a"
                                    .formatted(margin.toPlainString(), budget.toPlainString())
                            + " plan for any request (the setting plan-margin)");
        }
    }

    /** {@return what a user may spend and has spent; empty where there is no such user} */
    public Optional<UserPlan> plan(String user) {
        return accounts.plan(user);
    }

    /** {@return all keys, the newest first} */
    public List<ApiKey> list() {
        return keys.all();
    }

    /** {@return whether there was such a key, which opens nothing any more} */
    public boolean revoke(UUID id) {
        return keys.delete(id);
    }

    @Override
    public void close() {
        database.close();
    }
}
