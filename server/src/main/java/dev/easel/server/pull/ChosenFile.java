package dev.easel.server.pull;

import dev.easel.checkpoint.PickleFile;
import dev.easel.server.pull.PullSource.Repository;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which file of a repository without a model in diffusers' layout is meant. */
record ChosenFile(Repository repository, Hub.Listing listing) {
    private static final int MOST_NAMED = 6;

    /**
     * {@return the file that is asked for, or the only one}
     *
     * @throws PullException where there is none, or there are several
     */
    RemoteFile get(PullRequest request) {
        var file = repository.file().map(this::named).orElseGet(this::only);
        return request.sha256()
                .map(hex ->
                        new RemoteFile(
                                file.path(),
                                file.uri(),
                                file.bytes(),
                                Optional.of(Checksum.sha256(hex)),
                                file.tag()))
                .orElse(file);
    }

    private RemoteFile named(String path) {
        requireWeights(path);
        return listing.find(path)
                .orElseThrow(() ->
                        new PullException(
                                "%s has no file %s%s"
                                        .formatted(repository.name(), path, alternatives())));
    }

    private RemoteFile only() {
        var candidates = weights();
        if (candidates.size() != 1) {
            throw new PullException(
                    "%s is no model in diffusers' layout (model_index.json); name one of its files as %s:FILE%s"
                            .formatted(repository.name(), repository.name(), alternatives()));
        }
        return candidates.getFirst();
    }

    private List<RemoteFile> weights() {
        return listing.files().stream().filter(file -> isWeights(file.path())).toList();
    }

    private String alternatives() {
        var names = weights().stream().map(RemoteFile::path).toList();
        if (names.isEmpty()) {
            return "; it has no .safetensors files, and Easel loads no others";
        }
        return "; it has "
                + String.join(", ", names.stream().limit(MOST_NAMED).toList())
                + (names.size() > MOST_NAMED ? ", ..." : "");
    }

    private static boolean isWeights(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".safetensors") || name.endsWith(".gguf");
    }

    /**
     * Refuses a file of another kind before it is downloaded.
     *
     * @throws PullException where a name is not one of weights that Easel loads
     */
    static void requireWeights(String path) {
        if (PickleFile.is(Path.of(path))) {
            var refused =
                    PickleFile.refused(
                            Path.of(path),
                            "; look for the same as .safetensors, or convert it"
                                    + " (docs/models.md says how)");
            throw new PullException(String.valueOf(refused.getMessage()), refused);
        }
        if (!isWeights(path)) {
            throw new PullException("a model's file is a .safetensors or .gguf, got " + path);
        }
    }
}
