package dev.easel.server.protocol.a1111;

import dev.easel.catalog.StyleCatalog;
import dev.easel.pipeline.SamplerNames;
import dev.easel.sampling.Samplers;
import dev.easel.server.models.Catalog;
import dev.easel.server.protocol.Served;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.io.IOException;
import java.util.Locale;

/** What there is to choose from. */
@RestController
@Served(Protocol.NAME)
final class ListsController {
    private final ModelTitles models;
    private final UpscalerNames upscalers;
    private final Catalog catalog;
    private final StyleCatalog styles = StyleCatalog.builtIn();

    ListsController(ModelTitles models, UpscalerNames upscalers, Catalog catalog) {
        this.models = models;
        this.upscalers = upscalers;
        this.catalog = catalog;
    }

    private static ArrayNode list() {
        return JsonMapper.shared().createArrayNode();
    }

    @GetMapping("/sdapi/v1/samplers")
    void samplers(HttpServletResponse response) throws IOException {
        var list = list();
        for (var sampler : Samplers.values()) {
            var entry = list.addObject().put("name", SamplerNames.of(sampler));
            entry.putArray("aliases").add(sampler.name().toLowerCase(Locale.ROOT));
            entry.putObject("options");
        }
        Answers.write(list, response);
    }

    @GetMapping("/sdapi/v1/schedulers")
    void schedulers(HttpServletResponse response) throws IOException {
        var list = list();
        addSchedule(list, "automatic", "Automatic");
        addSchedule(list, "karras", "Karras");
        addSchedule(list, "exponential", "Exponential");
        Answers.write(list, response);
    }

    private static void addSchedule(ArrayNode list, String name, String label) {
        list.addObject()
                .put("name", name)
                .put("label", label)
                .putNull("aliases")
                .put("default_rho", name.equals("karras") ? 7.0 : -1.0)
                .put("need_inner_model", false);
    }

    @GetMapping("/sdapi/v1/upscalers")
    void upscalers(HttpServletResponse response) throws IOException {
        var list = list();
        addUpscaler(list, UpscalerNames.NONE);
        upscalers.all().forEach(name -> addUpscaler(list, name));
        Answers.write(list, response);
    }

    private static void addUpscaler(ArrayNode list, String name) {
        list.addObject()
                .put("name", name)
                .putNull("model_name")
                .putNull("model_path")
                .putNull("model_url")
                .put("scale", 4);
    }

    @GetMapping("/sdapi/v1/sd-models")
    void models(HttpServletResponse response) throws IOException {
        var list = list();
        for (var model : models.checkpoints()) {
            list.addObject()
                    .put("title", model.title())
                    .put("model_name", model.name())
                    .put("hash", model.hash().orElse(null))
                    .put("sha256", model.sha256().orElse(null))
                    .put("filename", model.file())
                    .putNull("config");
        }
        Answers.write(list, response);
    }

    @GetMapping("/sdapi/v1/loras")
    void loras(HttpServletResponse response) throws IOException {
        var list = list();
        for (String name : catalog.adapters().loras()) {
            list.addObject()
                    .put("name", name)
                    .put("alias", name)
                    .put("path", name)
                    .putObject("metadata");
        }
        Answers.write(list, response);
    }

    @GetMapping("/sdapi/v1/embeddings")
    void embeddings(HttpServletResponse response) throws IOException {
        var object = JsonMapper.shared().createObjectNode();
        var loaded = object.putObject("loaded");
        for (String name : catalog.adapters().embeddings()) {
            loaded.putObject(name)
                    .putNull("step")
                    .putNull("sd_checkpoint")
                    .putNull("sd_checkpoint_name")
                    .put("shape", 0)
                    .put("vectors", 0);
        }
        object.putObject("skipped");
        Answers.write(object, response);
    }

    @GetMapping("/sdapi/v1/prompt-styles")
    void styles(HttpServletResponse response) throws IOException {
        var list = list();
        for (var style : styles.all()) {
            list.addObject()
                    .put("name", style.id())
                    .put("prompt", style.template())
                    .put("negative_prompt", style.negative());
        }
        Answers.write(list, response);
    }

    /** Programs ask for these at their start; there are none. */
    @GetMapping({
        "/sdapi/v1/sd-vae",
        "/sdapi/v1/latent-upscale-modes",
        "/sdapi/v1/hypernetworks",
        "/sdapi/v1/face-restorers",
        "/sdapi/v1/realesrgan-models",
        "/sdapi/v1/script-info",
        "/sdapi/v1/extensions"
    })
    void nothing(HttpServletResponse response) throws IOException {
        Answers.write(list(), response);
    }

    @GetMapping("/sdapi/v1/scripts")
    void scripts(HttpServletResponse response) throws IOException {
        var object = JsonMapper.shared().createObjectNode();
        object.putArray("txt2img");
        object.putArray("img2img");
        Answers.write(object, response);
    }
}
