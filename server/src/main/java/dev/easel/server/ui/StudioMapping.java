package dev.easel.server.ui;

import dev.easel.server.web.RequestPath;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/** Leads browsers to the studio, before the routes of programs are looked at. */
@Component
final class StudioMapping extends AbstractHandlerMapping {
    private final StudioHandler handler;

    StudioMapping(StudioHandler handler) {
        this.handler = handler;
        setOrder(-1);
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        boolean file =
                RequestPath.reads(request)
                        && RequestPath.of(request).startsWith(StudioHandler.ROOT);
        return file || RequestPath.wantsStudio(request) ? handler : null;
    }
}
