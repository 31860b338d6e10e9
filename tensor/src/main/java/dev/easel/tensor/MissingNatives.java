package dev.easel.tensor;

import org.bytedeco.javacpp.Loader;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;

/** Says in a sentence why LibTorch could not be loaded, and which jar to add. */
final class MissingNatives {
    private static final Set<String> PLATFORMS =
            Set.of("linux-x86_64", "macosx-arm64", "windows-x86_64");

    private MissingNatives() {}

    /** A jar with natives, and a library that is in it. */
    private enum Jar {
        JAVACPP("javacpp", "jnijavacpp"),
        OPENBLAS("openblas", "jniopenblas_nolapack"),
        PYTORCH("pytorch", "jnitorch");

        private final String artifact;
        private final String library;

        Jar(String artifact, String library) {
            this.artifact = artifact;
            this.library = library;
        }

        boolean isMissing(String platform) {
            var folder = "/org/bytedeco/%s/%s".formatted(artifact, platform);
            var file = System.mapLibraryName(library);
            return Stream.of(folder, folder + "-gpu")
                    .allMatch(each -> Loader.class.getResource(each + "/" + file) == null);
        }

        /** {@return group, artifact, version and classifier, as build tools write them} */
        String coordinates(String platform) {
            return "org.bytedeco:%s:%s:%s".formatted(artifact, version(), platform);
        }

        private String version() {
            try {
                return Loader.getVersion("org.bytedeco", artifact);
            } catch (IOException | RuntimeException e) { // a jar of jars may have left it out
                return "VERSION";
            }
        }
    }

    /**
     * {@return the sentence}
     *
     * @param platform as JavaCPP calls it, for example {@code linux-x86_64}
     */
    static String sentence(String platform, Throwable cause) {
        if (!PLATFORMS.contains(platform)) {
            return "LibTorch does not exist for %s; it exists for linux-x86_64, macosx-arm64 and windows-x86_64"
                    .formatted(platform);
        }
        var missing = Stream.of(Jar.values()).filter(jar -> jar.isMissing(platform)).toList();
        if (missing.isEmpty()) {
            return "LibTorch for %s is on the class path and cannot be loaded: %s"
                    .formatted(platform, firstLine(cause));
        }
        return "LibTorch for %s is not on the class path; add %s %s"
                .formatted(
                        platform,
                        missing.size() == 1 ? "the jar" : "the jars",
                        String.join(
                                " and ",
                                missing.stream().map(jar -> jar.coordinates(platform)).toList()));
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
