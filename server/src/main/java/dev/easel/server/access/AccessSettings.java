package dev.easel.server.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param host the address that the server listens on; on any other than this machine's own a key is
 *     always asked for
 * @param data the folder of the secret that is made where none is configured
 * @param secret signs tokens (HS256)
 * @param superKey opens the routes that make and delete keys, which are closed without it
 * @param captchaRequired whether a captcha token is asked for beside a key
 * @param turnstileSecret of Cloudflare's Turnstile, whose answers then pass as captcha tokens
 * @param turnstileUrl where Turnstile's answers are verified
 * @param hcaptchaSecret of hCaptcha, whose answers then pass as captcha tokens
 * @param hcaptchaUrl where hCaptcha's answers are verified
 * @param rateLimit requests a second of each peer; 0 for any number
 * @param trustedProxies addresses whose X-Forwarded-For is believed
 * @param corsOrigins pages that may call from a browser, such as https://example.org
 */
@ConfigurationProperties("easel.server")
public record AccessSettings(
        @DefaultValue("127.0.0.1") String host,
        Path data,
        Optional<String> secret,
        Optional<String> superKey,
        @DefaultValue("true") boolean captchaRequired,
        Optional<String> turnstileSecret,
        @DefaultValue("https://challenges.cloudflare.com/turnstile/v0/siteverify") URI turnstileUrl,
        Optional<String> hcaptchaSecret,
        @DefaultValue("https://api.hcaptcha.com/siteverify") URI hcaptchaUrl,
        @DefaultValue("20") int rateLimit,
        @DefaultValue({}) List<String> trustedProxies,
        @DefaultValue("http://localhost:3000") List<String> corsOrigins) {
    public AccessSettings {
        trustedProxies = RemoteAddress.requireAddresses("trusted-proxies", trustedProxies);
    }
}
