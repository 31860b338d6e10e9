package dev.easel.server.access;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where the client of a request reaches this server: what links begin with. */
@Component
public final class PublicAddress {
    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,255}");

    private final NetworkSettings network;

    PublicAddress(NetworkSettings network) {
        this.network = network;
    }

    /** {@return scheme, host and port, as the client wrote them; a trusted proxy says so} */
    public String of(HttpServletRequest request) {
        boolean proxied =
                network.trustedProxies().contains(RemoteAddress.plain(request.getRemoteAddr()));
        var scheme =
                header(request, "X-Forwarded-Proto", SCHEME)
                        .filter(_ -> proxied)
                        .orElse(request.getScheme());
        var host =
                header(request, "X-Forwarded-Host", HOST)
                        .filter(_ -> proxied)
                        .or(() -> header(request, "Host", HOST))
                        .orElseGet(() -> request.getServerName() + ":" + request.getServerPort());
        return scheme + "://" + host;
    }

    /** Of several proxies the outermost is the first. */
    private static Optional<String> header(
            HttpServletRequest request, String name, Pattern pattern) {
        return Optional.ofNullable(request.getHeader(name))
                .map(value -> value.split(",", -1)[0].strip())
                .filter(value -> pattern.matcher(value).matches());
    }
}
