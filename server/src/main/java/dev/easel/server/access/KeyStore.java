package dev.easel.server.access;

import dev.easel.server.storage.Transactions;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The keys and their users. Of a token only the hash is here. */
@Component
final class KeyStore {
    private static final String SELECT =
            "select id, user_name, name, allowed_paths, ips, operator, created_at, last_used_at,"
                    + " uses from api_keys ";

    private final JdbcClient client;
    private final Transactions transactions;
    private final Clock clock;
    private final Tokens tokens;

    KeyStore(JdbcClient client, Transactions transactions, Clock clock, Tokens tokens) {
        this.client = client;
        this.transactions = transactions;
        this.clock = clock;
        this.tokens = tokens;
    }

    /** A key that is to be made. */
    record NewKey(
            String user,
            String name,
            List<String> allowedPaths,
            List<String> ips,
            boolean operator) {}

    /** {@return the key, which is stored with the hash of its token} */
    ApiKey add(NewKey wanted) {
        var key =
                new ApiKey(
                        UUID.randomUUID(),
                        wanted.user(),
                        wanted.name(),
                        wanted.allowedPaths(),
                        wanted.ips(),
                        wanted.operator(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        Optional.empty(),
                        0);
        transactions.run(() ->
                client.sql(
                                """
                                insert into api_keys
                                  (id, user_name, name, token_hash, allowed_paths, ips, operator,
                                   created_at)
                                values
                                  (:id, :user, :name, :hash, :paths, :ips, :operator, :created)
                                """)
                        .param("id", key.id())
                        .param("user", key.user())
                        .param("name", key.name())
                        .param("hash", TokenHash.of(tokens.apiToken(key)))
                        .param("paths", String.join("\n", key.allowedPaths()))
                        .param("ips", String.join("\n", key.ips()))
                        .param("operator", key.operator())
                        .param("created", offset(key.createdAt()))
                        .update());
        return key;
    }

    /** {@return whether there is a user of this name} */
    boolean hasUser(String name) {
        return client.sql("select count(*) from users where name = :name")
                        .param("name", name)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * Makes a user where there is none of the name, and gives it a plan.
     *
     * @param total US dollars that may be spent; a new user without one has no limit, an old one
     *     keeps its plan
     */
    void putUser(String name, Optional<BigDecimal> total) {
        transactions.run(() -> {
            if (!hasUser(name)) {
                client.sql("insert into users (name, unlimited) values (:name, :unlimited)")
                        .param("name", name)
                        .param("unlimited", total.isEmpty())
                        .update();
            }
            total.ifPresent(amount ->
                    client.sql(
                                    "update users set unlimited = false, total = :total where name"
                                            + " = :name")
                            .param("name", name)
                            .param("total", amount)
                            .update());
        });
    }

    /** {@return whether a key was ever made: its user stays when it goes} */
    boolean hadAny() {
        return client.sql("select count(*) from users").query(Long.class).single() > 0;
    }

    /** {@return the key that a token was made for} Tokens of others are not looked up. */
    Optional<ApiKey> findByToken(String token) {
        return Optional.of(token).filter(tokens::isSigned).flatMap(this::lookUp);
    }

    private Optional<ApiKey> lookUp(String token) {
        return client.sql(SELECT + "where token_hash = :hash")
                .param("hash", TokenHash.of(token))
                .query(KeyStore::key)
                .optional();
    }

    Optional<ApiKey> find(UUID id) {
        return client.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(KeyStore::key)
                .optional();
    }

    /** {@return a user's keys, the newest first} */
    List<ApiKey> ofUser(String user) {
        return client.sql(SELECT + "where user_name = :user order by created_at desc, id")
                .param("user", user)
                .query(KeyStore::key)
                .list();
    }

    /** {@return all keys, the newest first} */
    List<ApiKey> all() {
        return client.sql(SELECT + "order by created_at desc, id").query(KeyStore::key).list();
    }

    /** {@return whether there was such a key, which is gone now} */
    boolean delete(UUID id) {
        return transactions.get(() ->
                client.sql("delete from api_keys where id = :id").param("id", id).update() > 0);
    }

    /** Takes note of some uses of a key. */
    void countUses(UUID id, long uses) {
        client.sql("update api_keys set uses = uses + :uses, last_used_at = :now where id = :id")
                .param("id", id)
                .param("uses", uses)
                .param("now", offset(clock.instant()))
                .update();
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("user_name"),
                row.getString("name"),
                lines(row.getString("allowed_paths")),
                lines(row.getString("ips")),
                row.getBoolean("operator"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getLong("uses"));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty()).toList();
    }

    private static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
