package dev.easel.tensor;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

import java.util.Optional;

/**
 * Loads LibTorch, once. Whatever enters it calls {@link #load} first, in a method and not where a
 * class is initialised: so each call, and not only the first, gets an exception with a sentence
 * where LibTorch is not there.
 */
final class LibTorch {
    private LibTorch() {}

    /**
     * Loads LibTorch, unless it is loaded.
     *
     * @throws UnsupportedOperationException where it is not on the class path, cannot be loaded or
     *     does not exist for this platform; the sentence says which jar to add
     * @throws IllegalArgumentException where the property {@code easel.process} is wrong
     */
    static void load() {
        if (Attempt.FAILURE.isPresent()) {
            throw explained(Attempt.FAILURE.get());
        }
    }

    private static RuntimeException explained(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? new IllegalArgumentException(failure.getMessage(), failure)
                : new UnsupportedOperationException(
                        MissingNatives.sentence(Loader.getPlatform(), failure), failure);
    }

    /** The one attempt to load it. */
    private static final class Attempt {
        static final Optional<Throwable> FAILURE = failure();

        private static Optional<Throwable> failure() {
            try {
                liftLimits();
                ProcessSettings.apply();
                Loader.load(torch.class);
                // LibTorch cuts its operations into parts for its own threads; OpenBLAS's beside
                // them would be more threads than processors, and another order of sums.
                openblas_nolapack.blas_set_num_threads(1);
                return Optional.empty();
            } catch (LinkageError | IllegalArgumentException e) {
                return Optional.of(e);
            }
        }

        /**
         * Weights live outside the heap. JavaCPP's default limit is a multiple of {@code -Xmx}: it
         * says nothing about them, and would refuse a large model under a small heap. JavaCPP has
         * no other way to set it than for all of its users in the process; who has set it is left
         * alone.
         */
        private static void liftLimits() {
            setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
            setIfAbsent("org.bytedeco.javacpp.maxbytes", "0");
        }

        private static void setIfAbsent(String property, String value) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        }
    }
}
