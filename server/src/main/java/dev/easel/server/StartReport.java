package dev.easel.server;

import dev.easel.server.access.ListenSettings;
import dev.easel.server.access.LocalOnlyMode;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.ModelSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.Objects;

/** Tells at start what the server does, for whom, and with which models. */
@Component
final class StartReport {
    private static final Logger LOG = LoggerFactory.getLogger("dev.easel.Server");

    private final ListenSettings settings;
    private final ModelSettings models;
    private final Catalog catalog;
    private final LocalOnlyMode mode;

    StartReport(
            ListenSettings settings, ModelSettings models, Catalog catalog, LocalOnlyMode mode) {
        this.settings = settings;
        this.models = models;
        this.catalog = catalog;
        this.mode = mode;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        var context = (WebServerApplicationContext) event.getApplicationContext();
        int port = Objects.requireNonNull(context.getWebServer()).getPort();
        String address = "http://%s:%d".formatted(shown(settings.host()), port);
        LOG.info("Easel serves {}/ to browsers, POST {}/image/sdxl to programs", address, address);
        LOG.info("Models here, in {}: {}", models.models(), String.join(", ", catalog.ready()));
        if (catalog.standsIn()) {
            LOG.info(
                    "sdxl is not among them: the embedded easel-mini, a small model of drawn"
                            + " objects, stands in");
        }
        if (mode.isOn()) {
            LOG.info(
                    "No key exists: this machine's programs may call without one, others may not;"
                            + " `./easel keys create --user NAME` makes one");
        } else {
            LOG.info("A key and a captcha token are asked for; `./easel keys create` makes them");
        }
    }

    private static String shown(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
