package dev.easel.server.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * From where requests may come, and how many.
 *
 * @param rateLimit requests a second of each remote address; 0 for any number
 * @param trustedProxies addresses whose X-Forwarded-For is believed
 * @param corsOrigins pages that may call from a browser, such as https://example.org
 */
@ConfigurationProperties("easel.server")
public record NetworkSettings(
        @DefaultValue("20") int rateLimit,
        @DefaultValue({}) List<String> trustedProxies,
        @DefaultValue("http://localhost:3000") List<String> corsOrigins) {
    public NetworkSettings {
        trustedProxies = RemoteAddress.requireAddresses("trusted-proxies", trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }
}
