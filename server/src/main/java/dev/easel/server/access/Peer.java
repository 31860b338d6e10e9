package dev.easel.server.access;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Who is at the other end of a connection. */
final class Peer {
    private static final String IPV4_IN_IPV6 = "::ffff:";

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

    /** {@return the address without the form that IPv4 has in IPv6} */
    static String plain(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]")
                        ? address.substring(1, address.length() - 1)
                        : address;
        boolean mapped = bare.regionMatches(true, 0, IPV4_IN_IPV6, 0, IPV4_IN_IPV6.length());
        String ipv4 = mapped ? bare.substring(IPV4_IN_IPV6.length()) : bare;
        return ipv4.equals("0:0:0:0:0:0:0:1") ? "::1" : ipv4;
    }
}
