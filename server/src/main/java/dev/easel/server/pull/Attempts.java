package dev.easel.server.pull;

import java.io.IOException;
import java.time.Duration;

/**
 * Tries again what may succeed later: after a delay that doubles, or after as long as the server
 * asks for.
 */
final class Attempts {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final PullSettings settings;
    private int inVain;

    Attempts(PullSettings settings) {
        this.settings = settings;
    }

    /** What is tried. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException, InterruptedException;
    }

    /**
     * {@return what the first attempt that does not fail gives}
     *
     * @param what begins the sentence where all fail
     */
    <T> T until(String what, Attempt<T> attempt) throws InterruptedException {
        while (true) {
            try {
                return attempt.make();
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                rest(what, e);
            }
        }
    }

    /** Says that something came: the count begins again. */
    void succeeded() {
        inVain = 0;
    }

    private void rest(String what, IOException e) throws InterruptedException {
        inVain++;
        Duration delay = settings.delay().multipliedBy(1L << Math.min(inVain - 1, 20));
        if (e instanceof TransientException later) {
            delay = later.delay().filter(asked -> !asked.isNegative()).orElse(delay);
        }
        if (inVain >= settings.attempts() || delay.compareTo(LONGEST_WAIT) > 0) {
            throw new PullException(what + ": " + reason(e) + again(delay), e);
        }
        Thread.sleep(delay);
    }

    private static String again(Duration delay) {
        return delay.compareTo(LONGEST_WAIT) > 0
                ? " and asks to come again in " + delay.toSeconds() + " s"
                : "; the same command goes on from where it is";
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.net.http.HttpConnectTimeoutException _ -> "the host does not answer";
            case java.net.http.HttpTimeoutException _ -> "the server is silent";
            case java.net.ConnectException _ -> "the host cannot be reached";
            default -> String.valueOf(e.getMessage());
        };
    }
}
