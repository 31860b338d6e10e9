package dev.easel.server.protocol;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * Which protocols are served.
 *
 * @param protocols their names
 */
@ConfigurationProperties("easel.server")
public record ProtocolSettings(
        @DefaultValue({"imagesdxl", "openai", "stability", "a1111", "mcp"})
                List<String> protocols) {
    static final List<String> ALL = List.of("imagesdxl", "openai", "stability", "a1111", "mcp");

    /** Checks that there are such protocols. */
    public ProtocolSettings {
        protocols = List.copyOf(protocols);
        for (String name : protocols) {
            if (!ALL.contains(name)) {
                throw new IllegalArgumentException(
                        "protocols must be a list of %s, got %s"
                                .formatted(String.join(", ", ALL), name));
            }
        }
    }
}
