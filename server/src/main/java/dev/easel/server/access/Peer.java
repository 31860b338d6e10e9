package dev.easel.server.access;

import jakarta.servlet.http.HttpServletRequest;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Who is at the other end of a connection. */
final class Peer {
    private Peer() {}

    /**
     * {@return the peer's address} Behind proxies that are trusted, the last address that none of
     * them has.
     */
    static String of(HttpServletRequest request, List<String> trustedProxies) {
        String socket = plain(request.getRemoteAddr());
        if (!trustedProxies.contains(socket)) {
            return socket;
        }
        return Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(address -> plain(address.strip()))
                .filter(address -> !trustedProxies.contains(address))
                .reduce((first, second) -> second)
                .orElse(socket);
    }

    /**
     * {@return whether the peer has one of these addresses} None means all.
     *
     * @param peer as {@link #of} gives it
     * @param addresses in any way of writing
     */
    static boolean isAmong(String peer, List<String> addresses) {
        return addresses.isEmpty() || addresses.stream().map(Peer::plain).anyMatch(peer::equals);
    }

    /** {@return the one way to write an address, without the form that IPv4 has in IPv6} */
    static String plain(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]")
                        ? address.substring(1, address.length() - 1)
                        : address;
        try {
            return InetAddress.ofLiteral(bare).getHostAddress();
        } catch (IllegalArgumentException e) {
            return bare;
        }
    }
}
