package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Map;

/** The page to try the service: Swagger UI, from this server alone. */
@RestController
final class DocsController {
    private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/";
    private static final MediaType SCRIPT =
            MediaType.parseMediaType("text/javascript;charset=utf-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=utf-8");

    /** What the page consists of. */
    private static final Map<String, MediaType> FILES =
            Map.of(
                    "swagger-ui.css", STYLE,
                    "swagger-ui-bundle.js", SCRIPT,
                    "favicon-32x32.png", MediaType.IMAGE_PNG);

    private final String version;

    /**
     * Finds the page's parts.
     *
     * @param version of Swagger UI, as the build wrote it down
     */
    DocsController(@Value("${easel.swagger-ui}") String version) {
        this.version = version;
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> page() throws IOException {
        return file(
                new ClassPathResource("docs/index.html", DocsController.class),
                MediaType.parseMediaType("text/html;charset=utf-8"));
    }

    @GetMapping("/docs/{name}")
    ResponseEntity<byte[]> part(@PathVariable("name") String name) throws IOException {
        if (name.equals("start.js")) {
            return file(new ClassPathResource("docs/start.js", DocsController.class), SCRIPT);
        }
        if (!FILES.containsKey(name)) {
            throw ApiException.of(404, "Not found");
        }
        return file(
                new ClassPathResource(SWAGGER_UI + version + "/" + name),
                FILES.getOrDefault(name, MediaType.APPLICATION_OCTET_STREAM));
    }

    private static ResponseEntity<byte[]> file(Resource content, MediaType type)
            throws IOException {
        return ResponseEntity.ok().contentType(type).body(content.getContentAsByteArray());
    }
}
