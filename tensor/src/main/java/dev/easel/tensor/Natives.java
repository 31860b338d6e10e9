package dev.easel.tensor;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** Loads LibTorch once, with JavaCPP's limits set to what an engine needs. */
final class Natives {
    static {
        // Weights live outside the heap: JavaCPP's default bound (a multiple of -Xmx) says nothing
        // about them and would refuse a large model under a small heap.
        if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        }
        if (System.getProperty("org.bytedeco.javacpp.maxbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        }
        // OpenMP's threads spin for long while they wait unless told otherwise: two processes that
        // compute at once then slow each other by more than an order of magnitude. For the next
        // operation of a network, which comes within a fraction of a millisecond, they spin: to
        // be woken takes longer.
        Glibc.setVariable("OMP_WAIT_POLICY", "passive");
        Glibc.setVariable("GOMP_SPINCOUNT", "10000");
        Glibc.keepFreedMemory();
        try {
            Loader.load(torch.class);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new UnsupportedOperationException(
                    "LibTorch's natives for %s are not on the class path or cannot be loaded; they exist for linux-x86_64, macosx-arm64 and windows-x86_64"
                            .formatted(Loader.getPlatform()),
                    e);
        }
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Natives() {}

    static void load() {}
}
