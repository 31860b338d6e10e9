package dev.easel.server.pull;

import dev.easel.server.pull.ModelPuller.Pulled;
import dev.easel.server.pull.PullSource.Repository;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Downloads a model in diffusers' layout into a folder that appears once it is whole. */
record PulledFolder(Path root, PullSettings settings, WebClient web, PullListener listener) {
    Pulled pull(PullRequest request, Repository repository, Hub.Listing listing, Hub hub)
            throws IOException, InterruptedException {
        String name = request.name().orElse(repository.shortName());
        Path target = root.resolve(name);
        if (Files.exists(target)) {
            return here(name, target, repository);
        }
        var files = needed(request, repository, listing, hub);
        try (var staging = Staging.open(root, name)) {
            var downloads = new LinkedHashMap<RemoteFile, Download>();
            for (var file : files) {
                downloads.put(file, new Download(web, file, staging.place(file)));
            }
            try {
                download(name, staging.folder(), downloads);
            } catch (RefusedException e) {
                throw hub.explained(repository, e);
            }
            write(request, repository, listing, staging.folder(), files);
            staging.publish(target);
            return new Pulled(name, target, true);
        }
    }

    private static Pulled here(String name, Path target, Repository repository) {
        var note = PullNote.of(target);
        if (note.isPresent() && !note.get().source().equals(repository.name())) {
            throw new PullException(
                    "%s is here already, from %s; --name NAME keeps %s beside it"
                            .formatted(target, note.get().source(), repository.name()));
        }
        return new Pulled(name, target, false);
    }

    private static List<RemoteFile> needed(
            PullRequest request, Repository repository, Hub.Listing listing, Hub hub)
            throws InterruptedException {
        var index = listing.find(NeededFiles.INDEX).orElseThrow();
        return new NeededFiles(repository.name(), listing.files(), request.full())
                .of(hub.read(repository, index.uri()));
    }

    private void download(String name, Path folder, Map<RemoteFile, Download> downloads)
            throws IOException, InterruptedException {
        long bytes = 0;
        long missing = 0;
        for (var entry : downloads.entrySet()) {
            long length = entry.getKey().bytes().orElse(0);
            bytes += length;
            missing += Math.max(0, length - entry.getValue().present());
        }
        var all = new Downloads(settings, listener);
        all.requireSpace(name, folder, missing);
        all.run(List.copyOf(downloads.values()), bytes);
    }

    private static void write(
            PullRequest request,
            Repository repository,
            Hub.Listing listing,
            Path folder,
            List<RemoteFile> files)
            throws IOException {
        Map<String, PullNote.Entry> entries = new TreeMap<>();
        for (var file : files) {
            Path path = folder.resolve(file.path());
            entries.put(file.path(), new PullNote.Entry(Files.size(path), sha256(file, path)));
        }
        keepOnly(folder, entries.keySet());
        new PullNote(repository.name(), Optional.of(listing.commit()), listing.licence(), entries)
                .write(PullNote.place(folder));
        if (!request.settings().isEmpty()) {
            Files.writeString(
                    folder.resolve("easel.json"),
                    JsonMapper.shared().writeValueAsString(request.settings()));
        }
    }

    /** What was checked is not read again. */
    private static String sha256(RemoteFile file, Path path) throws IOException {
        var known = file.checksum().filter(sum -> sum.kind() == Checksum.Kind.SHA256);
        return known.isPresent() ? known.get().hex() : Checksum.of(path, Checksum.Kind.SHA256);
    }

    /** Takes away what an attempt at another revision has left. */
    private static void keepOnly(Path folder, Set<String> wanted) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (wanted.stream().map(folder::resolve).noneMatch(file::equals)) {
                    Files.delete(file);
                }
            }
        }
    }
}
