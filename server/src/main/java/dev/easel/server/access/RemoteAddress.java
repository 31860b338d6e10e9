package dev.easel.server.access;

import jakarta.servlet.http.HttpServletRequest;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who is at the other end of a connection. */
final class RemoteAddress {
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "(\\[(?<bracketed>[^\\]%]+)(%[^\\]]*)?\\](:\\d+)?"
                            + "|(?<dotted>[\\d.]+):\\d+"
                            + "|(?<plain>[^%\\[\\]]+)(%.*)?)");

    private RemoteAddress() {}

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
        return addresses.isEmpty()
                || addresses.stream().map(RemoteAddress::plain).anyMatch(peer::equals);
    }

    /**
     * {@return the one way to write an address} Without brackets, the port that some proxies write,
     * the zone, and the form that IPv4 has in IPv6. What is no address stays as it is.
     */
    static String plain(String address) {
        return read(address).orElse(address);
    }

    /**
     * {@return addresses as {@link #plain} has them}
     *
     * @param name of the setting that has them
     * @throws IllegalArgumentException where one is none
     */
    static List<String> requireAddresses(String name, List<String> texts) {
        return texts.stream()
                .map(text ->
                        read(text)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "%s must be addresses such as 192.0.2.1 or 2001:db8::1, got %s"
                                                        .formatted(name, text))))
                .toList();
    }

    private static Optional<String> read(String text) {
        var parts = WRITTEN.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String bare =
                Stream.of("bracketed", "dotted", "plain")
                        .flatMap(form -> Optional.ofNullable(parts.group(form)).stream())
                        .findFirst()
                        .orElseThrow();
        try {
            return Optional.of(InetAddress.ofLiteral(bare).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
