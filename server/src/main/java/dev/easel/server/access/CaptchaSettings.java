package dev.easel.server.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.util.Optional;

/**
 * What is asked for in addition to a key.
 *
 * @param captchaRequired whether a captcha token is asked for
 * @param turnstileSecret of Cloudflare's Turnstile, whose answers then pass as captcha tokens
 * @param turnstileUrl where Turnstile's answers are verified
 * @param hcaptchaSecret of hCaptcha, whose answers then pass as captcha tokens
 * @param hcaptchaUrl where hCaptcha's answers are verified
 */
@ConfigurationProperties("easel.server")
public record CaptchaSettings(
        @DefaultValue("true") boolean captchaRequired,
        Optional<String> turnstileSecret,
        @DefaultValue("https://challenges.cloudflare.com/turnstile/v0/siteverify") URI turnstileUrl,
        Optional<String> hcaptchaSecret,
        @DefaultValue("https://api.hcaptcha.com/siteverify") URI hcaptchaUrl) {}
