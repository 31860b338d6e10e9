package dev.easel.server.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is taken from the network.
 *
 * @param bodyLimit bytes of a request's body, also of what it is unpacked to
 */
@ConfigurationProperties("easel.server")
public record WebSettings(@DefaultValue("52428800") long bodyLimit) {}
