package dev.easel.server.pull;

import dev.easel.server.pull.PullSource.Address;
import dev.easel.server.pull.PullSource.Repository;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Downloads models: those in diffusers' layout into a folder of their own, files onto the shelf of
 * their kind. Nothing appears before it is whole and has the promised hash; what an attempt that
 * failed has left is where the next one goes on.
 */
public final class ModelPuller {
    private final Path root;
    private final PullSettings settings;

    /**
     * Prepares downloads.
     *
     * @param root the folder of models; it need not exist
     */
    public ModelPuller(Path root, PullSettings settings) {
        this.root = root;
        this.settings = settings;
    }

    /**
     * What lies here now.
     *
     * @param fresh whether it was not here before
     */
    public record Pulled(String name, Path path, boolean fresh) {}

    /**
     * {@return the model once it is here, at once where it was}
     *
     * @throws PullException where it cannot be had
     * @throws InterruptedException where this thread is interrupted; what has come stays
     */
    public Pulled pull(PullRequest request, PullListener listener) throws InterruptedException {
        try (var web = new WebClient(settings)) {
            return switch (request.source()) {
                case Repository repository -> pull(request, repository, web, listener);
                case Address address -> pull(request, address, web, listener);
            };
        } catch (IOException e) {
            throw new PullException("%s cannot be written: %s".formatted(root, e.getMessage()), e);
        }
    }

    private Pulled pull(
            PullRequest request, Repository repository, WebClient web, PullListener listener)
            throws IOException, InterruptedException {
        var hub = new Hub(web, settings);
        var listing = hub.list(repository);
        if (repository.file().isEmpty() && listing.find(NeededFiles.INDEX).isPresent()) {
            request.sha256()
                    .ifPresent(_ -> {
                        throw new PullException(
                                "--sha256 is for a single file, and %s is a folder"
                                        .formatted(repository.name()));
                    });
            return new PulledFolder(root, settings, web, listener)
                    .pull(request, repository, listing, hub);
        }
        var chosen = new ChosenFile(repository, listing).get(request);
        try {
            return new PulledFile(root, settings, web, listener)
                    .pull(request, chosen, PulledFile.Origin.of(repository, listing));
        } catch (RefusedException e) {
            throw hub.explained(repository, e);
        }
    }

    private Pulled pull(PullRequest request, Address address, WebClient web, PullListener listener)
            throws IOException, InterruptedException {
        try {
            return new PulledFile(root, settings, web, listener)
                    .pull(
                            request,
                            AddressedFile.find(web, settings, address, request),
                            PulledFile.Origin.of(address));
        } catch (RefusedException e) {
            throw e.asIs();
        }
    }
}
