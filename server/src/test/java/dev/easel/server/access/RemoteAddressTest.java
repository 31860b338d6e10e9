package dev.easel.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class RemoteAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, ::ffff:127.0.0.1",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], ::1",
        "2001:db8::1, 2001:0DB8:0:0:0:0:0:1",
        "fe80::1, fe80:0::1%eth0",
        "[fe80::1%25eth0], FE80::1",
        "192.0.2.7, 192.0.2.7:4711",
        "[2001:db8::1]:443, 2001:db8::1",
        "192.0.2.7, [::ffff:c000:207]"
    })
    void anAddressIsTheSameHoweverItIsWritten(String address, String same) {
        assertThat(RemoteAddress.isAmong(RemoteAddress.plain(same), List.of("192.0.2.1", address)))
                .isTrue();
        assertThat(RemoteAddress.isAmong(RemoteAddress.plain(address), List.of(same))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "192.0.2.1/24", "example.org", "[::1", "1.2.3.4.5"})
    void whatIsNoAddressIsRefusedWhereOneIsConfigured(String text) {
        assertThatThrownBy(() -> RemoteAddress.requireAddresses("ips", List.of("::1", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ips must be addresses such as 192.0.2.1 or 2001:db8::1");
    }

    @Test
    void anotherAddressIsNotAmongThem() {
        assertThat(RemoteAddress.isAmong("192.0.2.2", List.of("192.0.2.1", "nonsense"))).isFalse();
        assertThat(RemoteAddress.isAmong("192.0.2.2", List.of())).isTrue();
    }
}
