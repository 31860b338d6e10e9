package dev.easel.server.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.pull.PullSource.Address;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the server of an address says of the file there. */
final class AddressedFile {
    private static final Pattern NAMED =
            Pattern.compile("filename=\"?(?<name>[^\";]+)\"?", Pattern.CASE_INSENSITIVE);

    private AddressedFile() {}

    /**
     * {@return the file, called as the server says or as the address ends}
     *
     * @throws PullException where it cannot be reached, or is of another kind
     * @throws RefusedException where the server says no
     */
    static RemoteFile find(
            WebClient web, PullSettings settings, Address address, PullRequest request)
            throws InterruptedException {
        return new Attempts(settings)
                .until(WebClient.shown(address.uri()), () -> ask(web, address.uri(), request));
    }

    /** Addresses that are signed for GET refuse HEAD. */
    private static RemoteFile ask(WebClient web, URI uri, PullRequest request)
            throws IOException, InterruptedException {
        var answer = web.get(uri, Map.of("Accept-Encoding", "identity"));
        answer.body().close();
        String name = name(uri, answer);
        ChosenFile.requireWeights(name);
        return new RemoteFile(
                name,
                uri,
                length(answer.headers()),
                request.sha256().map(Checksum::sha256),
                answer.headers().firstValue("ETag").filter(tag -> tag.startsWith("\"")));
    }

    private static OptionalLong length(HttpHeaders headers) {
        try {
            return headers.firstValueAsLong("Content-Length");
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private static String name(URI uri, HttpResponse<?> answer) {
        var named = NAMED.matcher(answer.headers().firstValue("Content-Disposition").orElse(""));
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        String last = path.substring(path.lastIndexOf('/') + 1);
        String name =
                named.find()
                        ? named.group("name")
                        : URLDecoder.decode(last.replace("+", "%2B"), UTF_8);
        if (name.isBlank() || name.contains("/") || name.startsWith(".")) {
            throw new PullException(
                    "%s does not say what the file is called".formatted(WebClient.shown(uri)));
        }
        return RemoteFile.checked(name);
    }
}
