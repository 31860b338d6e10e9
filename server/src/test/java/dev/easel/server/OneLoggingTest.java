package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class OneLoggingTest {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void loggingIsSetUpForOneServerAfterTheOther() {
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int server = 0; server < 4; server++) {
                var listener = OneLogging.in(List.of(new Watched())).getFirst();
                pool.execute(() -> IntStream.range(0, 200).forEach(_ -> tell(listener)));
            }
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void noOtherListenerWaits() {
        var usual = new SpringApplication(ServerApplication.class).getListeners();

        var listeners = OneLogging.in(usual);

        assertThat(listeners).hasSameSizeAs(usual);
        assertThat(listeners).filteredOn(OneLogging.class::isInstance).hasSize(1);
    }

    @SuppressWarnings("unchecked") // it takes any event
    private static void tell(ApplicationListener<?> listener) {
        ((ApplicationListener<ApplicationEvent>) listener)
                .onApplicationEvent(new ApplicationEvent("start") {});
    }

    /** Knows how many are told at the same moment. */
    private final class Watched extends LoggingApplicationListener {
        @Override
        public void onApplicationEvent(ApplicationEvent event) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            IntStream.range(0, 1000).forEach(_ -> Thread.onSpinWait());
            inside.decrementAndGet();
        }
    }
}
