package dev.easel.server.protocol.a1111;

import dev.easel.pictures.PictureTexts;
import dev.easel.pictures.RecipeText;
import dev.easel.server.error.ApiException;
import dev.easel.server.fields.Fields;
import dev.easel.server.protocol.Served;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImage;
import dev.easel.server.web.RequestBody;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Larger pictures, and what is written in pictures. */
@RestController
@Served(Protocol.NAME)
final class ExtrasController {
    private static final String IMAGE = "image";
    private static final String LIST = "imageList";

    private final RequestBody bodies;
    private final ExtrasReader requests;
    private final ExtrasAnswer answers;
    private final LimitSettings limits;

    ExtrasController(
            RequestBody bodies, ExtrasReader requests, ExtrasAnswer answers, LimitSettings limits) {
        this.bodies = bodies;
        this.requests = requests;
        this.answers = answers;
        this.limits = limits;
    }

    @PostMapping("/sdapi/v1/extra-single-image")
    void single(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var values = new Values(bodies.readJson(request));
        Refusals.tell(() -> {
            var extras = requests.read(values);
            var image = requests.picture(IMAGE, values.name(IMAGE).orElse(""));
            answers.one(extras, image, request, response);
        });
    }

    @PostMapping("/sdapi/v1/extra-batch-images")
    void batch(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var values = new Values(bodies.readJson(request));
        Refusals.tell(
                () -> answers.all(requests.read(values), images(values.body()), request, response));
    }

    private List<SentImage> images(ObjectNode body) {
        var list = body.path(LIST);
        if (list.isMissingNode() || list.isNull() || (list.isArray() && list.isEmpty())) {
            throw ApiException.of(404, "Image not found");
        }
        if (!list.isArray() || !list.valueStream().allMatch(ExtrasController::hasData)) {
            throw Fields.wrong(LIST, "a list of objects with data and name", list);
        }
        if (list.size() > limits.maxNumber()) {
            throw new InvalidRequestException(
                    "%s must have at most %d pictures, got %d"
                            .formatted(LIST, limits.maxNumber(), list.size()));
        }
        var images = new ArrayList<SentImage>();
        list.forEach(entry -> images.add(requests.picture(LIST, entry.path("data").stringValue())));
        return images;
    }

    private static boolean hasData(JsonNode entry) {
        return entry.path("data").isString();
    }

    @PostMapping("/sdapi/v1/png-info")
    void info(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var values = new Values(bodies.readJson(request));
        Refusals.tell(() -> {
            var image = requests.picture(IMAGE, values.name(IMAGE).orElse(""));
            Answers.write(info(image), response);
        });
    }

    private static ObjectNode info(SentImage image) {
        try {
            var texts = PictureTexts.of(image.file());
            String infotext = texts.getOrDefault(PictureTexts.PARAMETERS, "");
            var object = JsonMapper.shared().createObjectNode().put("info", infotext);
            var items = object.putObject("items");
            texts.forEach(items::put);
            parameters(infotext, object.putObject("parameters"));
            return object;
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("image cannot be read: " + e.getMessage());
        }
    }

    private static void parameters(String infotext, ObjectNode parameters) {
        if (infotext.isBlank()) {
            return;
        }
        var recipe = RecipeText.read(infotext);
        parameters.put("Prompt", recipe.prompt()).put("Negative prompt", recipe.negativePrompt());
        recipe.settings()
                .forEach((name, value) -> {
                    String[] sides = value.split("x", 2);
                    if (name.endsWith("Size") && sides.length == 2) {
                        parameters.put(name + "-1", sides[0]).put(name + "-2", sides[1]);
                    } else {
                        parameters.put(name, value);
                    }
                });
    }

    /** No model that describes pictures is served. */
    @PostMapping("/sdapi/v1/interrogate")
    void interrogate(HttpServletRequest request) throws IOException, InterruptedException {
        var values = new Values(bodies.readJson(request));
        Refusals.tell(() -> {
            var _ = requests.picture(IMAGE, values.name(IMAGE).orElse(""));
            throw ApiException.of(
                    404, "Model not found: no model of this server describes pictures");
        });
    }
}
