package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class SettingNamesTest {
    private record Some(int rateLimit, String trustedProxies) {}

    private record Others(String data) {}

    private final SettingNames names = new SettingNames(List.of(Some.class, Others.class));

    @ParameterizedTest
    @ValueSource(strings = {"rate-limit", "rateLimit", "RATE_LIMIT", "trusted-proxies[0]", "data"})
    void aSettingMayBeWrittenInAnyForm(String name) {
        assertThatCode(() -> names.require(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "rate-limt, rate-limit",
        "ratelimits, rate-limit",
        "truste-proxis, trusted-proxies",
        "dat, data"
    })
    void theNearestNameIsSuggested(String name, String meant) {
        assertThatThrownBy(() -> names.require(name))
                .hasMessageStartingWith(
                        "there is no setting %s (did you mean %s?)".formatted(name, meant));
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertThatThrownBy(() -> names.require("foo"))
                .hasMessage("there is no setting foo; docs/server.md lists all");
    }
}
