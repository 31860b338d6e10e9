package dev.easel.server.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.pull.PullSource.Repository;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Hugging Face's interface: which files a repository has, and where they are. */
final class Hub {
    private static final int MOST_BYTES = 64 << 20;

    private final WebClient web;
    private final PullSettings settings;

    Hub(WebClient web, PullSettings settings) {
        this.web = web;
        this.settings = settings;
    }

    /**
     * What a repository has at one commit.
     *
     * @param licence its name, where the repository says one
     */
    record Listing(String commit, Optional<String> licence, List<RemoteFile> files) {
        Optional<RemoteFile> find(String path) {
            return files.stream().filter(file -> file.path().equals(path)).findFirst();
        }
    }

    /**
     * {@return what a repository has}
     *
     * @throws PullException where there is none, it may not be read, or the answer is none
     */
    Listing list(Repository repository) throws InterruptedException {
        var uri =
                address(
                        "/api/models/%s/revision/%s?blobs=true"
                                .formatted(repository.name(), encoded(repository.revision())));
        var json = read(repository, uri);
        String commit = json.path("sha").asString("");
        if (!commit.matches("\\p{XDigit}{7,64}") || !json.path("siblings").isArray()) {
            throw new PullException(
                    "%s gives no list of files for %s"
                            .formatted(WebClient.shown(uri), repository.name()));
        }
        var files =
                json.path("siblings").values().stream()
                        .map(entry -> file(repository, commit, entry))
                        .toList();
        var licence = json.path("cardData").path("license").asStringOpt();
        return new Listing(commit, licence, files);
    }

    private RemoteFile file(Repository repository, String commit, JsonNode entry) {
        String path = RemoteFile.checked(entry.path("rfilename").asString(""));
        var sha = entry.path("lfs").path("sha256").asStringOpt().map(Checksum::sha256);
        var blob =
                entry.path("blobId")
                        .asStringOpt()
                        .filter(id -> id.matches("[0-9a-f]{40}"))
                        .map(id -> new Checksum(Checksum.Kind.GIT_BLOB, id));
        var size = entry.path("size");
        String place =
                Arrays.stream(path.split("/")).map(Hub::encoded).collect(Collectors.joining("/"));
        return new RemoteFile(
                path,
                address("/%s/resolve/%s/%s".formatted(repository.name(), commit, place)),
                size.isIntegralNumber() && size.longValue() >= 0
                        ? OptionalLong.of(size.longValue())
                        : OptionalLong.empty(),
                sha.or(() -> entry.has("lfs") ? Optional.empty() : blob),
                Optional.empty());
    }

    /** {@return the object in a small file} */
    JsonNode read(Repository repository, URI uri) throws InterruptedException {
        var attempts = new Attempts(settings);
        try {
            return JsonMapper.shared()
                    .readTree(attempts.until(WebClient.shown(uri), () -> bytes(uri)));
        } catch (RefusedException e) {
            throw e.status() == 404 && e.code().isEmpty()
                    ? missing(repository, e)
                    : explained(repository, e);
        } catch (JacksonException e) {
            throw new PullException(WebClient.shown(uri) + " answers something else than JSON", e);
        }
    }

    private byte[] bytes(URI uri) throws IOException, InterruptedException {
        try (var body = web.get(uri, Map.of()).body()) {
            var bytes = new ByteArrayOutputStream();
            for (var piece = body.next(); piece.isPresent(); piece = body.next()) {
                for (var buffer : piece.get()) {
                    var part = new byte[buffer.remaining()];
                    buffer.get(part);
                    bytes.write(part);
                }
                if (bytes.size() > MOST_BYTES) {
                    throw new PullException(WebClient.shown(uri) + " answers far too much");
                }
            }
            return bytes.toByteArray();
        }
    }

    /** {@return what a refusal means for a repository} */
    PullException explained(Repository repository, RefusedException e) {
        String page = WebClient.shown(address("/" + repository.name()));
        String tokens = WebClient.shown(address("/settings/tokens"));
        String sentence =
                switch (e.code()) {
                    case "GatedRepo" -> gated(repository, page, tokens);
                    case "RevisionNotFound" ->
                            "%s has no revision %s (%s)"
                                    .formatted(repository.name(), repository.revision(), page);
                    case "EntryNotFound" -> "%s (%s)".formatted(e.getMessage(), page);
                    default ->
                            switch (e.status()) {
                                case 401 ->
                                        "%s is not there, or is private or gated: look at %s, and set HF_TOKEN to a token of %s where access is needed"
                                                .formatted(repository.name(), page, tokens);
                                case 403 -> gated(repository, page, tokens);
                                default -> String.valueOf(e.getMessage());
                            };
                };
        return new PullException(sentence, e);
    }

    private PullException missing(Repository repository, RefusedException e) {
        return new PullException(
                "there is no %s at %s (revision %s)"
                        .formatted(
                                repository.name(),
                                WebClient.shown(address("/" + repository.name())),
                                repository.revision()),
                e);
    }

    private String gated(Repository repository, String page, String tokens) {
        return "%s is gated: ask for access at %s, then %s"
                .formatted(
                        repository.name(),
                        page,
                        settings.token().isPresent()
                                ? "use a token of that account in HF_TOKEN"
                                : "set HF_TOKEN to a token of %s".formatted(tokens));
    }

    private URI address(String pathAndQuery) {
        return URI.create(settings.endpoint() + pathAndQuery);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8).replace("+", "%20");
    }
}
