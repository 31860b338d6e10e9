package dev.easel.server.protocol.openai;

import dev.easel.pictures.ImageFormat;
import dev.easel.server.access.LinkSignatures;
import dev.easel.server.job.PictureRef;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Links to pictures: whoever has one gets the picture, without a key, for an hour. What they say is
 * signed, so that nobody makes one of another.
 */
@Component
final class PictureLinks {
    private static final Duration LIFE = Duration.ofMinutes(60);

    /** What a link says of the file, such as {@code jpeg} or {@code jpeg-80}. */
    private static final Pattern FILE = Pattern.compile("(png|jpeg|webp)(?:-(\\d{1,3}))?");

    /** What a link does not say. */
    static final String PNG = "png";

    private final LinkSignatures signatures;
    private final Clock clock;

    PictureLinks(LinkSignatures signatures, Clock clock) {
        this.signatures = signatures;
        this.clock = clock;
    }

    /**
     * A link.
     *
     * @param number of the picture, from 1
     * @param expires in seconds since 1970
     * @param file how its file is made
     */
    record Link(UUID job, int number, long expires, String file) {
        String signed() {
            return "%s/%d/%d/%s".formatted(job, number, expires, file);
        }

        Optional<Output> output() {
            var said = FILE.matcher(file);
            return said.matches()
                    ? Optional.of(
                            new Output(
                                    ImageFormat.of(said.group(1)),
                                    Optional.ofNullable(said.group(2))
                                            .map(Integer::valueOf)
                                            .map(OptionalInt::of)
                                            .orElseGet(OptionalInt::empty)))
                    : Optional.empty();
        }
    }

    /** {@return the address of a picture below that of the server} */
    String path(PictureRef picture, Output output) {
        String file =
                output.compression().isPresent()
                        ? output.name() + "-" + output.compression().getAsInt()
                        : output.name();
        var link =
                new Link(
                        picture.job(),
                        picture.number() + 1,
                        clock.instant().plus(LIFE).getEpochSecond(),
                        file);
        return "/pictures/%s/%d?expires=%d%s&signature=%s"
                .formatted(
                        link.job(),
                        link.number(),
                        link.expires(),
                        file.equals(PNG) ? "" : "&file=" + file,
                        signatures.sign(link.signed()));
    }

    /** {@return whether a link was signed here} */
    boolean isSigned(Link link, String signature) {
        return signatures.isSigned(link.signed(), signature);
    }

    /** {@return the seconds that a link still lasts; 0 or less where it has expired} */
    long secondsLeft(Link link) {
        return link.expires() - clock.instant().getEpochSecond();
    }
}
