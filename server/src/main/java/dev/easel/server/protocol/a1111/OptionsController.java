package dev.easel.server.protocol.a1111;

import dev.easel.server.access.Caller;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.RequestBody;
import dev.easel.server.web.Shown;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;

/** What is set, for each caller; and what the server runs on. */
@RestController
@Served(Protocol.NAME)
final class OptionsController {
    private final RequestBody bodies;
    private final CallerOptions options;
    private final OptionReader reader;
    private final ModelTitles models;

    OptionsController(
            RequestBody bodies, CallerOptions options, OptionReader reader, ModelTitles models) {
        this.bodies = bodies;
        this.options = options;
        this.reader = reader;
        this.models = models;
    }

    /** Programs send the whole map back, so it has nothing that could not be set. */
    @GetMapping("/sdapi/v1/options")
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var set = options.of(Caller.of(request).owner());
        var model = models.checkpoint(set.model().orElseGet(models::usual));
        var map =
                JsonMapper.shared()
                        .createObjectNode()
                        .put(OptionReader.MODEL, model.title())
                        .put("sd_checkpoint_hash", model.sha256().orElse(""))
                        .put(OptionReader.VAE, set.vae())
                        .put(OptionReader.CLIP_SKIP, set.clipSkip().orElse(1))
                        .put("samples_save", false)
                        .put("samples_format", "png")
                        .put("enable_pnginfo", true)
                        .put("return_grid", false)
                        .put("eta_noise_seed_delta", 0)
                        .put("face_restoration", false)
                        .put("live_previews_enable", true)
                        .put("live_previews_image_format", "jpeg")
                        .put("show_progress_type", "Approx cheap");
        Answers.write(map, response);
    }

    @PostMapping("/sdapi/v1/options")
    void set(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var sent = bodies.readJson(request);
        Refusals.tell(() -> {
            String owner = Caller.of(request).owner();
            var notes = new ArrayList<String>();
            options.set(owner, reader.read(sent, options.of(owner), notes));
            if (!notes.isEmpty()) {
                response.setHeader("X-Easel-Notes", Shown.inHeader(String.join("; ", notes)));
            }
            Answers.none(response);
        });
    }

    /** Folders are looked at for each request, so there is nothing to do. */
    @PostMapping({
        "/sdapi/v1/refresh-checkpoints",
        "/sdapi/v1/refresh-embeddings",
        "/sdapi/v1/refresh-vae",
        "/sdapi/v1/refresh-loras"
    })
    void refresh(HttpServletResponse response) throws IOException {
        Answers.none(response);
    }

    /** Models come into memory and leave it by themselves. */
    @PostMapping({"/sdapi/v1/unload-checkpoint", "/sdapi/v1/reload-checkpoint"})
    void load(HttpServletResponse response) throws IOException {
        response.setHeader(
                "X-Easel-Notes",
                "models are loaded when they draw, and leave when others need room");
        Answers.done(response);
    }

    @GetMapping("/sdapi/v1/cmd-flags")
    void flags(HttpServletResponse response) throws IOException {
        var flags =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("api", true)
                        .put("nowebui", true)
                        .put("listen", false)
                        .put("share", false)
                        .put("enable_insecure_extension_access", false);
        Answers.write(flags.putNull("api_auth").putNull("port"), response);
    }

    @GetMapping("/sdapi/v1/memory")
    void memory(HttpServletResponse response) throws IOException {
        var object = JsonMapper.shared().createObjectNode();
        var ram = object.putObject("ram");
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean machine) {
            long total = machine.getTotalMemorySize();
            long free = machine.getFreeMemorySize();
            ram.put("free", free).put("used", total - free).put("total", total);
        }
        object.putObject("cuda").put("error", "unavailable");
        Answers.write(object, response);
    }
}
