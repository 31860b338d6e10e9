package dev.easel.server.pull;

import dev.easel.catalog.FileDigests;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.FileKind;
import dev.easel.server.pull.ModelPuller.Pulled;
import dev.easel.server.pull.PullSource.Address;
import dev.easel.server.pull.PullSource.Repository;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Downloads a single file and puts it on its shelf. */
record PulledFile(Path root, PullSettings settings, WebClient web, PullListener listener) {
    /** Names that tell nothing, which all repositories have. */
    private static final Set<String> PLAIN =
            Set.of(
                    "pytorch_lora_weights",
                    "diffusion_pytorch_model",
                    "model",
                    "adapter_model",
                    "learned_embeds");

    /**
     * Where a file is from.
     *
     * @param name that its publisher gives the whole, where it is a repository
     */
    record Origin(
            String source,
            Optional<String> revision,
            Optional<String> licence,
            Optional<String> name) {
        static Origin of(Address address) {
            return new Origin(
                    WebClient.shown(address.uri()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        static Origin of(Repository repository, Hub.Listing listing) {
            return new Origin(
                    repository.name(),
                    Optional.of(listing.commit()),
                    listing.licence(),
                    Optional.of(repository.shortName()));
        }
    }

    Pulled pull(PullRequest request, RemoteFile file, Origin origin)
            throws IOException, InterruptedException {
        String extension = file.name().substring(file.name().lastIndexOf('.'));
        String stem = file.name().substring(0, file.name().lastIndexOf('.'));
        String name =
                request.name()
                        .orElseGet(
                                () -> origin.name().filter(_ -> PLAIN.contains(stem)).orElse(stem));
        var here = here(name + extension);
        if (here.isPresent()) {
            return known(name, here.get(), origin);
        }
        try (var staging = Staging.open(root, name)) {
            var place = staging.folder().resolve(name + extension);
            var download = new Download(web, file, place);
            var downloads = new Downloads(settings, listener);
            long bytes = file.bytes().orElse(0);
            downloads.requireSpace(name, staging.folder(), bytes - download.present());
            downloads.run(List.of(download), bytes);
            Path target = Files.createDirectories(shelf(request, place)).resolve(name + extension);
            String sha256 = Checksum.of(place, Checksum.Kind.SHA256);
            var entry = new PullNote.Entry(Files.size(place), sha256);
            writeBeside(target, entry, request, origin);
            staging.publish(place, target);
            FileDigests.ofProcess().remember(target, sha256);
            return new Pulled(name, target, true);
        }
    }

    private Optional<Path> here(String fileName) {
        return Arrays.stream(Shelf.values())
                .map(shelf -> root.resolve(shelf.folder()).resolve(fileName))
                .filter(Files::exists)
                .findFirst();
    }

    private static Pulled known(String name, Path here, Origin origin) {
        boolean same =
                PullNote.of(here).filter(note -> note.source().equals(origin.source())).isPresent();
        if (!same) {
            throw new PullException(
                    "there is another %s already, %s; --name NAME keeps this one beside it"
                            .formatted(name, here));
        }
        return new Pulled(name, here, false);
    }

    private Path shelf(PullRequest request, Path file) {
        return root.resolve(request.shelf().orElseGet(() -> shelfOf(file)).folder());
    }

    private static Shelf shelfOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".gguf")) {
            return Shelf.CHECKPOINTS;
        }
        try {
            var kind = FileKind.of(file);
            return Shelves.of(kind)
                    .orElseThrow(() ->
                            new PullException(
                                    "%s is %s, which Easel does not load; --kind KIND keeps it nevertheless"
                                            .formatted(name, kind.title())));
        } catch (CheckpointException e) {
            throw new PullException(
                    "%s is no safetensors file that can be read: %s"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    private static void writeBeside(
            Path target, PullNote.Entry entry, PullRequest request, Origin origin)
            throws IOException {
        new PullNote(
                        origin.source(),
                        origin.revision(),
                        origin.licence(),
                        Map.of(String.valueOf(target.getFileName()), entry))
                .write(PullNote.beside(target));
        if (!request.settings().isEmpty()) {
            String stem = String.valueOf(target.getFileName()).replaceFirst("\\.[^.]*$", "");
            Files.writeString(
                    target.resolveSibling(stem + ".easel.json"),
                    JsonMapper.shared().writeValueAsString(request.settings()));
        }
    }
}
