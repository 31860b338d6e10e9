package dev.easel.server.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the web server speak as the rest does. */
@Configuration(proxyBeanMethods = false)
class TomcatErrors {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorsAsJson() {
        return factory ->
                factory.addContextCustomizers(context -> {
                    if (context.getParent() instanceof StandardHost host) {
                        host.setErrorReportValveClass(JsonErrorValve.class.getName());
                    }
                });
    }
}
