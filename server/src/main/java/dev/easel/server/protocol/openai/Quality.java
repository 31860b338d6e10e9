package dev.easel.server.protocol.openai;

import dev.easel.server.fields.Fields;
import dev.easel.server.models.Choice;
import dev.easel.server.request.GenerationRequest.Drawing;

import java.util.List;
import java.util.Locale;

/** How well pictures are drawn: in how many of their model's steps. */
enum Quality {
    LOW(0.5),
    MEDIUM(1),
    HIGH(1.5);

    private static final List<String> NAMES =
            List.of("auto", "low", "medium", "high", "standard", "hd");

    private final double share;

    Quality(double share) {
        this.share = share;
    }

    /** {@return the quality that a request asks for; medium where it leaves it open} */
    static Quality read(Fields fields) {
        return fields.oneOf("quality", NAMES)
                .map(name ->
                        switch (name) {
                            case "low" -> LOW;
                            case "high", "hd" -> HIGH;
                            default -> MEDIUM;
                        })
                .orElse(MEDIUM);
    }

    /** {@return the name in answers} */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the drawing in this quality, where its steps are open} */
    Drawing applyTo(Drawing drawing, Choice choice, int maxSteps, List<String> notes) {
        if (drawing.sampling().steps().isPresent()) {
            note("quality is not used: steps says in how many steps pictures are drawn", notes);
            return drawing;
        }
        if (!drawing.adapters().loras().isEmpty()) {
            note("quality is not used with LoRAs, which may bring steps of their own", notes);
            return drawing;
        }
        long steps = Math.round(choice.defaults(List.of()).steps() * share);
        return drawing.withSampling(drawing.sampling().withSteps(Math.clamp(steps, 1, maxSteps)));
    }

    private void note(String sentence, List<String> notes) {
        if (this != MEDIUM) {
            notes.add(sentence);
        }
    }
}
