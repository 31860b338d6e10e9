package dev.easel.server.access;

import org.springframework.core.Ordered;

/** The order in which a request is looked at, behind what turns failures into answers. */
final class FilterOrder {
    static final int RATE_LIMIT = Ordered.HIGHEST_PRECEDENCE + 10;
    static final int SECURITY_HEADERS = Ordered.HIGHEST_PRECEDENCE + 20;
    static final int CORS = Ordered.HIGHEST_PRECEDENCE + 30;
    static final int LOCAL_ONLY = Ordered.HIGHEST_PRECEDENCE + 40;
    static final int KEY = Ordered.HIGHEST_PRECEDENCE + 50;

    private FilterOrder() {}
}
