package dev.easel.server.access;

import dev.easel.server.billing.Plans;
import dev.easel.server.error.ApiException;
import dev.easel.server.web.RequestPath;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Looks at the key of a request, and counts its use. */
@Component
final class Admission {
    private static final String BASIC = "Basic ";

    private final NetworkSettings network;
    private final KeyStore keys;
    private final KeyUses uses;
    private final Captcha captcha;
    private final Plans plans;

    Admission(NetworkSettings network, KeyStore keys, KeyUses uses, Captcha captcha, Plans plans) {
        this.network = network;
        this.keys = keys;
        this.uses = uses;
        this.captcha = captcha;
        this.plans = plans;
    }

    /**
     * {@return who makes a request that needs a key}
     *
     * @throws ApiException 401 where the key is missing, unknown or not for this address
     */
    Caller withKey(HttpServletRequest request) {
        return admitted(request, key(request));
    }

    /**
     * {@return who makes a request of another protocol than the page's}
     *
     * @param path as routing takes it
     * @throws ApiException 401 where the key is not for this path or as in {@link #withKey}
     */
    Caller withKeyFor(HttpServletRequest request, String path) {
        var key = key(request);
        if (!key.allowsProtocol(path)) {
            throw notForPath();
        }
        return admitted(request, key);
    }

    private static ApiException notForPath() {
        return ApiException.refused(401, "You don't have permissions to use this endpoint");
    }

    /**
     * {@return who makes a request for work}
     *
     * @param path as routing takes it
     * @throws ApiException 401 where the key is not for this path or as in {@link #withKey}, 400
     *     where the captcha token is missing or wrong, or the plan has nothing left
     */
    Caller withKeyAndCaptcha(HttpServletRequest request, String path) {
        var key = key(request);
        if (!key.allows(path)) {
            throw notForPath();
        }
        captcha.require(request, address(request), key, token(request));
        plans.requireCredit(key.user());
        return admitted(request, key);
    }

    private ApiKey key(HttpServletRequest request) {
        return keys.findByToken(token(request))
                .orElseThrow(() -> ApiException.refused(401, "Unauthorized"));
    }

    private static String token(HttpServletRequest request) {
        String presented = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        String path = RequestPath.of(request).toLowerCase(Locale.ROOT);
        return presented.startsWith(BASIC) && OtherProtocols.takeBasic(path)
                ? password(presented.substring(BASIC.length()))
                : presented.replace("Bearer ", "");
    }

    /** {@return what stands behind the user's name, which may be any} */
    private static String password(String credentials) {
        try {
            var text =
                    new String(
                            Base64.getDecoder().decode(credentials.strip()),
                            StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private String address(HttpServletRequest request) {
        return RemoteAddress.of(request, network.trustedProxies());
    }

    private Caller admitted(HttpServletRequest request, ApiKey key) {
        if (!RemoteAddress.isAmong(address(request), key.ips())) {
            throw ApiException.refused(401, "This key is not for use from your address");
        }
        uses.count(key.id());
        return new Caller(Optional.of(key.id()), Optional.of(key.user()), key.operator());
    }
}
