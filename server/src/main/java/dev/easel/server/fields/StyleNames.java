package dev.easel.server.fields;

import dev.easel.catalog.Style;
import dev.easel.catalog.StyleCatalog;

import java.util.List;
import java.util.Optional;

/** The page's seventeen styles. */
public final class StyleNames {
    private static final StyleCatalog STYLES = StyleCatalog.builtIn();

    /** In the order of the page. */
    public static final List<String> ALL =
            List.of(
                    "3d-model",
                    "analog-film",
                    "anime",
                    "cinematic",
                    "comic-book",
                    "digital-art",
                    "enhance",
                    "fantasy-art",
                    "isometric",
                    "line-art",
                    "low-poly",
                    "modeling-compound",
                    "neon-punk",
                    "origami",
                    "photographic",
                    "pixel-art",
                    "title-texture");

    private StyleNames() {}

    /**
     * {@return the style that a request names}
     *
     * @param name of the field
     * @throws dev.easel.server.request.InvalidRequestException where there is no such style
     */
    public static Optional<Style> read(Fields fields, String name) {
        return fields.name(name)
                .map(given ->
                        find(given)
                                .orElseThrow(() ->
                                        Fields.wrong(
                                                name, "one of " + String.join(", ", ALL), given)));
    }

    /** {@return the style of a name; {@code tile-texture} is what the page writes title-texture} */
    public static Optional<Style> find(String name) {
        String id = name.equals("tile-texture") ? "title-texture" : name;
        return ALL.contains(id) ? Optional.of(STYLES.get(id)) : Optional.empty();
    }
}
