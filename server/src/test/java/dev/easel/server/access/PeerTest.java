package dev.easel.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class PeerTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, ::ffff:127.0.0.1",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], ::1",
        "2001:db8::1, 2001:0DB8:0:0:0:0:0:1"
    })
    void anAddressIsTheSameHoweverItIsWritten(String address, String same) {
        assertThat(Peer.isAmong(Peer.plain(same), List.of("192.0.2.1", address))).isTrue();
        assertThat(Peer.isAmong(Peer.plain(address), List.of(same))).isTrue();
    }

    @Test
    void anotherAddressIsNotAmongThem() {
        assertThat(Peer.isAmong("192.0.2.2", List.of("192.0.2.1", "nonsense"))).isFalse();
        assertThat(Peer.isAmong("192.0.2.2", List.of())).isTrue();
    }
}
