package dev.easel.server.contract;

import dev.easel.server.access.ApiKey;
import dev.easel.server.access.KeyAdministration;
import dev.easel.server.access.KeyAdministration.Made;
import dev.easel.server.access.KeyAdministration.Wanted;
import dev.easel.server.storage.Database;
import dev.easel.server.storage.StorageSettings;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Makes keys as the command line does, while the service runs, and looks into its books. */
record Keys(Path data) {
    static Keys of(Path folder) {
        return new Keys(folder.resolve("data"));
    }

    /** {@return a key for everything, without a limit} */
    Made any() {
        return make(new Wanted("tester", "any", Optional.empty(), List.of("*"), List.of()));
    }

    /** {@return a key of a user who may spend an amount} */
    Made withBudget(String user, String total) {
        return make(
                new Wanted(
                        user,
                        user,
                        Optional.of(new BigDecimal(total)),
                        ApiKey.USUAL_PATHS,
                        List.of()));
    }

    /** {@return a key for one address} */
    Made boundTo(String address) {
        return make(new Wanted("ip", "ip", Optional.empty(), ApiKey.USUAL_PATHS, List.of(address)));
    }

    Made make(Wanted wanted) {
        try (var keys = KeyAdministration.open(data, Map.of())) {
            return keys.create(wanted);
        }
    }

    void revoke(Made key) {
        try (var keys = KeyAdministration.open(data, Map.of())) {
            keys.revoke(key.id());
        }
    }

    void setUsed(String user, String used) {
        query(client ->
                client.sql("update users set used = :used where name = :user")
                        .param("used", new BigDecimal(used))
                        .param("user", user)
                        .update());
    }

    void takePlan(String user) {
        query(client ->
                client.sql("update users set unlimited = false, total = null where name = :user")
                        .param("user", user)
                        .update());
    }

    BigDecimal used(String user) {
        return query(client ->
                client.sql("select used from users where name = :user")
                        .param("user", user)
                        .query(BigDecimal.class)
                        .single());
    }

    long bookings(String user) {
        return query(client ->
                client.sql("select count(*) from charges where user_name = :user")
                        .param("user", user)
                        .query(Long.class)
                        .single());
    }

    /** {@return the models of the jobs that are done, in the order in which they ended} */
    List<String> modelsOfDoneJobs() {
        return query(client ->
                client.sql("select model from jobs where state = 'done' order by finished_at")
                        .query(String.class)
                        .list());
    }

    /** {@return the states of a protocol's jobs} */
    List<String> statesOfJobs(String protocol) {
        return query(client ->
                client.sql("select state from jobs where protocol = :protocol")
                        .param("protocol", protocol)
                        .query(String.class)
                        .list());
    }

    /** {@return the states of a key's jobs} */
    List<String> statesOfJobs(UUID key) {
        return query(client ->
                client.sql("select state from jobs where owner = :owner")
                        .param("owner", key.toString())
                        .query(String.class)
                        .list());
    }

    private <T> T query(Function<JdbcClient, T> work) {
        var settings =
                new StorageSettings(data, Optional.empty(), Optional.empty(), Optional.empty(), 1);
        try (var database = Database.open(settings)) {
            return work.apply(JdbcClient.create(database));
        }
    }
}
