package dev.easel.server.pull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is to be downloaded. */
public sealed interface PullSource {
    /**
     * {@return what a text means: an id of {@link PullableModel}, a repository {@code
     * OWNER/NAME[@REVISION][:FILE]}, or an address}
     *
     * @throws PullException where it is none of these
     */
    static PullSource parse(String text) {
        var known = PullableModel.of(text);
        if (known.isPresent()) {
            return known.get().source();
        }
        return text.contains("://") ? Address.parse(text) : Repository.parse(text);
    }

    /**
     * A repository of Hugging Face, or one file of it.
     *
     * @param name of it, {@code OWNER/NAME}
     * @param revision a branch, a tag or a commit
     * @param file its path; absent for the model in diffusers' layout, or the only file
     */
    record Repository(String name, String revision, Optional<String> file) implements PullSource {
        static final String MAIN = "main";

        private static final Pattern FORM =
                Pattern.compile(
                        "(?<name>[\\w-][\\w.-]*/[\\w-][\\w.-]*)(@(?<revision>[^:@]+))?(:(?<file>.+))?");

        static Repository parse(String text) {
            var form = FORM.matcher(text);
            if (!form.matches()) {
                throw new PullException(
                        "what is pulled must be an id that ./easel pull --help lists, a repository"
                                + " OWNER/NAME[@REVISION][:FILE], or an https address, got "
                                + text);
            }
            return new Repository(
                    form.group("name"),
                    Optional.ofNullable(form.group("revision")).orElse(MAIN),
                    Optional.ofNullable(form.group("file")).map(RemoteFile::checked));
        }

        /** {@return the part of the name behind the owner} */
        String shortName() {
            return name.substring(name.indexOf('/') + 1);
        }
    }

    /** Any file on the web. */
    record Address(URI uri) implements PullSource {
        static Address parse(String text) {
            try {
                var uri = new URI(text);
                String host = Optional.ofNullable(uri.getHost()).orElse("");
                String scheme =
                        Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
                boolean loopback = host.equals("127.0.0.1") || host.equals("localhost");
                boolean safe = scheme.equals("https") || (scheme.equals("http") && loopback);
                if (!host.isEmpty() && safe && uri.getUserInfo() == null) {
                    return new Address(uri);
                }
            } catch (URISyntaxException _) {
                // told below
            }
            throw new PullException("an address must begin with https:// and a host, got " + text);
        }
    }
}
