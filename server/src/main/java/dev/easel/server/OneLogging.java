package dev.easel.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

import java.util.Collection;
import java.util.List;

/**
 * Sets logging up for one server after the other: logback is one for the whole process, and its
 * lists do not bear two that start at the same moment.
 */
record OneLogging(LoggingApplicationListener listener) implements GenericApplicationListener {
    private static final Object LOGGING = new Object();

    /** {@return the listeners, of which the one of logging waits for its turn} */
    static List<ApplicationListener<?>> in(Collection<ApplicationListener<?>> listeners) {
        return listeners.stream().<ApplicationListener<?>>map(OneLogging::guarded).toList();
    }

    private static ApplicationListener<?> guarded(ApplicationListener<?> listener) {
        return listener instanceof LoggingApplicationListener logging
                ? new OneLogging(logging)
                : listener;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        synchronized (LOGGING) {
            listener.onApplicationEvent(event);
        }
    }

    @Override
    public boolean supportsEventType(ResolvableType type) {
        return listener.supportsEventType(type);
    }

    @Override
    public boolean supportsSourceType(@Nullable Class<?> type) {
        return listener.supportsSourceType(type);
    }

    @Override
    public int getOrder() {
        return listener.getOrder();
    }
}
