package dev.easel.server.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.error.ApiException;
import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

@Tag("slow")
class AccountsTest {
    private static final Usd AMOUNT = Usd.of("0.4");

    private static Accounts accounts(TestDatabase database) {
        user(database, "anna", false, new BigDecimal(1));
        user(database, "unlimited", true, BigDecimal.ZERO);
        database.client()
                .sql("insert into users (name, unlimited) values ('planless', false)")
                .update();
        return new Accounts(database.client(), Clock.systemUTC());
    }

    private static void user(
            TestDatabase database, String name, boolean unlimited, BigDecimal total) {
        database.client()
                .sql("insert into users (name, unlimited, total) values (?, ?, ?)")
                .params(name, unlimited, total)
                .update();
    }

    private static UserPlan plan(String used, String reserved) {
        return new UserPlan(false, Optional.of(Usd.of("1")), Usd.of(used), Usd.of(reserved));
    }

    @ParameterizedTest
    @EnumSource
    void aChargeIsBookedOnceOrReleasedOnce(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var accounts = accounts(database);
            var booked = UUID.randomUUID();
            var released = UUID.randomUUID();

            database.transactions().run(() -> accounts.reserve(booked, "anna", "sdxl", AMOUNT));
            database.transactions().run(() -> accounts.reserve(released, "anna", "sdxl", AMOUNT));
            assertThat(accounts.plan("anna")).contains(plan("0", "0.8"));

            for (int i = 0; i < 2; i++) {
                database.transactions().run(() -> accounts.book(booked));
                database.transactions().run(() -> accounts.release(booked));
                database.transactions().run(() -> accounts.release(released));
                database.transactions().run(() -> accounts.book(released));
                assertThat(accounts.plan("anna")).contains(plan("0.4", "0"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotFitIntoThePlanIsRefused(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var accounts = accounts(database);
            reserve(database, accounts, "anna", "0.6");
            reserve(database, accounts, "anna", "0.4");
            reserve(database, accounts, "anna", "0");
            reserve(database, accounts, "unlimited", "1000");

            for (String user : new String[] {"anna", "planless", "nobody"}) {
                assertThatThrownBy(() -> reserve(database, accounts, user, "0.000001"))
                        .isInstanceOfSatisfying(
                                ApiException.class, e -> assertThat(e.status()).isEqualTo(400))
                        .hasMessage("Plan limit reached");
            }
            assertThat(accounts.plan("anna")).contains(plan("0", "1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAtOnceReserveNoMoreThanThereIs(TestDatabase.Kind kind) throws Exception {
        try (var database = kind.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var accounts = accounts(database);
            Callable<Boolean> reservation =
                    () -> {
                        try {
                            reserve(database, accounts, "anna", "0.1");
                            return true;
                        } catch (ApiException _) {
                            return false;
                        }
                    };

            var results = threads.invokeAll(Stream.generate(() -> reservation).limit(30).toList());

            assertThat(results.stream().map(Future::resultNow).filter(done -> done)).hasSize(10);
            assertThat(accounts.plan("anna")).contains(plan("0", "1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAtOnceBookOrReleaseAChargeOnce(TestDatabase.Kind kind) throws Exception {
        try (var database = kind.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var accounts = accounts(database);
            var job = UUID.randomUUID();
            database.transactions().run(() -> accounts.reserve(job, "anna", "sdxl", AMOUNT));
            Callable<Boolean> booking =
                    () -> {
                        database.transactions().run(() -> accounts.book(job));
                        return true;
                    };

            var results = threads.invokeAll(Stream.generate(() -> booking).limit(20).toList());

            assertThat(results.stream().map(Future::resultNow)).hasSize(20);
            assertThat(accounts.plan("anna")).contains(plan("0.4", "0"));
        }
    }

    private static void reserve(
            TestDatabase database, Accounts accounts, String user, String amount) {
        database.transactions()
                .run(() -> accounts.reserve(UUID.randomUUID(), user, "sdxl", Usd.of(amount)));
    }
}
