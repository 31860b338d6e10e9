package dev.easel.server.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every check of the contract by its name, over real HTTP: each table below is a part of it. */
@Order(1) // the longest: others run beside it
@TestInstance(Lifecycle.PER_CLASS)
class ContractTest {
    private Optional<Service> service = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        service =
                Optional.of(
                        Service.withKey(
                                folder, Map.of("fee", "0.2", "super-key", RouteChecks.SUPER_KEY)));
    }

    @AfterAll
    void stop() {
        service.ifPresent(Service::close);
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return Stream.of(
                        JsonChecks.ALL,
                        StreamChecks.ALL,
                        OptionChecks.all(),
                        PictureChecks.ALL,
                        ParameterChecks.ALL,
                        AccessChecks.ALL,
                        RouteChecks.ALL)
                .flatMap(List::stream)
                .map(check ->
                        DynamicTest.dynamicTest(
                                check.id() + " " + check.says(),
                                () -> check.body().check(service.orElseThrow())));
    }
}
