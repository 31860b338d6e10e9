package dev.easel.server.protocol.imagesdxl;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether requests may have more than the API's page tells.
 *
 * @param extensions whether the keys of {@link Extensions} are read
 */
@ConfigurationProperties("easel.server")
public record ExtensionSettings(@DefaultValue("false") boolean extensions) {}
