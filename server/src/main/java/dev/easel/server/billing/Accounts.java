package dev.easel.server.billing;

import dev.easel.server.error.ApiException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Who pays for a job: its charge is reserved before the work, then booked or released, once,
 * whatever is repeated. All of it takes part in the transaction of the caller. A charge that is
 * booked stays as the record of what was spent; one that is released is gone.
 */
@Component
public final class Accounts {
    private static final String PLAN =
            "select unlimited, total, used, reserved from users where name = :user";

    private final JdbcClient client;
    private final Clock clock;

    public Accounts(JdbcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Reserves what a job will cost.
     *
     * @throws ApiException if it does not fit into the user's plan, or there is none
     */
    public void reserve(UUID job, String user, String model, Usd amount) {
        // The lock on the user's row keeps others from reserving what is counted here.
        if (read(PLAN + " for update", user).filter(plan -> plan.covers(amount)).isEmpty()) {
            throw ApiException.refused(400, "Plan limit reached");
        }
        client.sql(
                        """
                        insert into charges (job_id, user_name, state, amount, model, at)
                        values (:job, :user, 'reserved', :amount, :model, :now)
                        """)
                .param("job", job)
                .param("user", user)
                .param("amount", amount.amount())
                .param("model", model)
                .param("now", now())
                .update();
        move(user, amount.amount(), BigDecimal.ZERO);
    }

    /** Books the charge of a job, if one is reserved. */
    public void book(UUID job) {
        reserved(job)
                .ifPresent(charge -> {
                    client.sql("update charges set state = 'booked', at = :now where job_id = :job")
                            .param("job", job)
                            .param("now", now())
                            .update();
                    move(charge.user(), charge.amount().negate(), charge.amount());
                });
    }

    /** Releases the charge of a job, if one is reserved. */
    public void release(UUID job) {
        reserved(job)
                .ifPresent(charge -> {
                    client.sql("delete from charges where job_id = :job")
                            .param("job", job)
                            .update();
                    move(charge.user(), charge.amount().negate(), BigDecimal.ZERO);
                });
    }

    /** {@return the plan of a user; empty where there is no such user} */
    public Optional<UserPlan> plan(String user) {
        return read(PLAN, user);
    }

    private Optional<UserPlan> read(String sql, String user) {
        return client.sql(sql).param("user", user).query((row, _) -> plan(row)).optional();
    }

    private static UserPlan plan(ResultSet row) throws SQLException {
        return new UserPlan(
                row.getBoolean("unlimited"),
                Optional.ofNullable(row.getBigDecimal("total")).map(Usd::of),
                Usd.of(row.getBigDecimal("used")),
                Usd.of(row.getBigDecimal("reserved")));
    }

    private Optional<Charge> reserved(UUID job) {
        return client.sql(
                        """
                        select user_name, amount from charges
                        where job_id = :job and state = 'reserved' for update
                        """)
                .param("job", job)
                .query((row, _) -> new Charge(row.getString(1), row.getBigDecimal(2)))
                .optional();
    }

    private void move(String user, BigDecimal reserved, BigDecimal used) {
        client.sql(
                        """
                        update users set reserved = reserved + :reserved, used = used + :used
                        where name = :user
                        """)
                .param("user", user)
                .param("reserved", reserved)
                .param("used", used)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private record Charge(String user, BigDecimal amount) {}
}
