package dev.easel.server.protocol.mcp;

import dev.easel.server.protocol.Served;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImages;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service needs of this protocol beside its controller. */
@Configuration(proxyBeanMethods = false)
@Served(Protocol.NAME)
class McpParts {
    @Bean
    Methods mcpMethods(
            @Value("${easel.version}") String version, LimitSettings limits, SentImages images) {
        return new Methods(version, new Tools(limits, images));
    }
}
