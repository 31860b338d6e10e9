package dev.easel.server.protocol.a1111;

import dev.easel.server.fields.Fields;
import dev.easel.server.models.Catalog;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What makes pictures larger, by name. */
@Component
final class UpscalerNames {
    /** No upscaler. */
    static final String NONE = "None";

    /** A1111 has these itself; a program's settings may name them wherever it draws. */
    private static final Set<String> OF_A1111 =
            Set.of(
                    "Lanczos",
                    "Nearest",
                    "DAT x2",
                    "DAT x3",
                    "DAT x4",
                    "ESRGAN_4x",
                    "LDSR",
                    "R-ESRGAN 4x+",
                    "R-ESRGAN 4x+ Anime6B",
                    "R-ESRGAN General 4xV3",
                    "R-ESRGAN General WDN 4xV3",
                    "R-ESRGAN AnimeVideo",
                    "R-ESRGAN 2x+",
                    "ScuNET",
                    "ScuNET GAN",
                    "ScuNET PSNR",
                    "SwinIR 4x",
                    "SwinIR_4x");

    private final Catalog catalog;

    UpscalerNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /** {@return the names of all, the usual one first} */
    List<String> all() {
        return catalog.upscalers();
    }

    /**
     * {@return the upscaler of a field; absent for the server's own}
     *
     * @param notes is told where that is another than the one that was named
     * @throws dev.easel.server.request.InvalidRequestException for any other name
     */
    Optional<String> read(Values values, String field, List<String> notes) {
        var name = values.name(field).filter(it -> !it.equals(NONE));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String sent = name.get();
        var all = all();
        if (all.contains(sent)) {
            return name;
        }
        if (OF_A1111.contains(sent) || sent.startsWith("Latent")) {
            notes.add("%s %s is not here: %s is used".formatted(field, sent, all.getFirst()));
            return Optional.empty();
        }
        throw Fields.wrong(field, "one of " + String.join(", ", all), sent);
    }
}
