package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Messages of MCP of which nothing can be relied on. {@code -Deasel.fuzz=100000} sends more of
 * them.
 */
@Tag("slow")
class McpFuzzTest {
    private static final int MESSAGES = Integer.getInteger("easel.fuzz", 300);

    private static final Map<Integer, Set<Integer>> DOCUMENTED =
            Map.of(
                    200, Set.of(-32601, -32602, -32002),
                    400, Set.of(-32700, -32600, -32602),
                    404, Set.of(-32000));

    private static final String PNG =
            Base64.getEncoder()
                    .encodeToString(
                            ImageCodec.encode(Picture.slope(64, 64), Encoding.of(ImageFormat.PNG)));

    private static final List<String> METHODS =
            List.of(
                    "tools/call",
                    "tools/call",
                    "tools/call",
                    "tools/list",
                    "resources/list",
                    "resources/read",
                    "resources/templates/list",
                    "ping",
                    "prompts/list",
                    "notifications/cancelled",
                    "notifications/initialized",
                    "",
                    "\u0000");
    private static final List<String> TOOLS =
            List.of("generate_image", "edit_image", "upscale_image", "list_models", "nope", "");
    private static final List<String> ARGUMENTS =
            List.of(
                    "prompt",
                    "negative_prompt",
                    "style",
                    "model",
                    "width",
                    "height",
                    "number",
                    "seed",
                    "steps",
                    "cfg_scale",
                    "sampler",
                    "scheduler",
                    "loras",
                    "hires",
                    "format",
                    "image",
                    "mask",
                    "mask_blur",
                    "strength",
                    "scale",
                    "\u0000");
    private static final List<Object> VALUES =
            List.of(
                    64,
                    1,
                    0,
                    -1,
                    0.5,
                    1e300,
                    9007199254740993L,
                    "64",
                    "",
                    " ",
                    "NaN",
                    "1e999999999",
                    true,
                    List.of(),
                    List.of(1, "x"),
                    Map.of("scale", 1.5),
                    Map.of("scale", "x", "denoise", Map.of()),
                    List.of(Map.of("name", "nope", "weight", 9)),
                    List.of(Map.of("weight", "x")),
                    "K_EULER",
                    "karras",
                    "webp",
                    "anime",
                    "sd-1.5",
                    "/etc/passwd",
                    "file:///etc/passwd",
                    "easel://pictures/00000000-0000-4000-8000-000000000000/1",
                    "easel://pictures/../../x",
                    "data:image/png;base64," + PNG,
                    "<lora:nope:1> a ((cat:9) BREAK [a|b",
                    "\ud800\u0000\ufffe");

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void eachIsAnsweredAsItIsDocumented(@TempDir Path folder) throws Exception {
        var limits = Map.of("max-side", "64", "max-steps", "1");
        try (var service = Service.start(folder, limits)) {
            var wire = McpWire.begin(service, Optional.empty());
            for (int seed = 0; seed < MESSAGES; seed++) {
                byte[] message = message(new Random(seed));
                var answer = service.send(wire.request(message));
                String what =
                        "message %d: %s: %d %s"
                                .formatted(
                                        seed,
                                        new String(message, StandardCharsets.UTF_8),
                                        answer.statusCode(),
                                        answer.body());
                assertThat(isDocumented(answer)).as(what).isTrue();
            }
            wire.close();
        }
    }

    private static boolean isDocumented(HttpResponse<String> answer) {
        if (answer.statusCode() == 202) {
            return answer.body().isEmpty();
        }
        var last = McpWire.messages(answer).getLast();
        var codes = DOCUMENTED.getOrDefault(answer.statusCode(), Set.of());
        return last.has("error")
                ? codes.contains(last.path("error").path("code").intValue())
                        && isSentence(last.path("error").path("message"))
                : answer.statusCode() == 200 && isResult(last.path("result"));
    }

    private static boolean isResult(JsonNode result) {
        return result.isObject()
                && (!result.path("isError").asBoolean(false)
                        || isSentence(result.path("content").path(0).path("text")));
    }

    /** Nothing of what is inside reaches a client, and nothing foreseen is called a mistake. */
    private static boolean isSentence(JsonNode text) {
        return !text.stringValue().isBlank()
                && !text.stringValue()
                        .matches("(?s).*(java\\.|dev\\.easel|\\n\\tat |went wrong).*");
    }

    private static byte[] message(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> noise(random);
            case 1 -> damaged(JsonMapper.shared().writeValueAsBytes(request(random)), random);
            case 2 -> JsonMapper.shared().writeValueAsBytes(any(VALUES, random));
            default -> JsonMapper.shared().writeValueAsBytes(request(random));
        };
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] damaged(byte[] message, Random random) {
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            message[random.nextInt(message.length)] = (byte) random.nextInt(128);
        }
        return message;
    }

    private static Map<String, Object> request(Random random) {
        var request = new LinkedHashMap<String, Object>();
        request.put("jsonrpc", random.nextInt(20) == 0 ? any(VALUES, random) : "2.0");
        request.put("id", random.nextInt(10) == 0 ? any(VALUES, random) : random.nextInt(1000));
        if (random.nextInt(30) == 0) {
            request.remove("id");
        }
        String method = any(METHODS, random);
        request.put("method", random.nextInt(30) == 0 ? any(VALUES, random) : method);
        request.put(
                "params",
                random.nextInt(10) == 0 ? any(VALUES, random) : parameters(method, random));
        return request;
    }

    private static Map<String, Object> parameters(String method, Random random) {
        var parameters = new HashMap<String, Object>();
        if (method.equals("tools/call")) {
            parameters.put(
                    "name", random.nextInt(20) == 0 ? any(VALUES, random) : any(TOOLS, random));
            parameters.put(
                    "arguments", random.nextInt(20) == 0 ? any(VALUES, random) : arguments(random));
            parameters.put("_meta", Map.of("progressToken", any(VALUES, random)));
        } else {
            for (String name : List.of("uri", "cursor", "requestId")) {
                if (random.nextBoolean()) {
                    parameters.put(name, any(VALUES, random));
                }
            }
        }
        return parameters;
    }

    /** Half of them are nearly right, for the others would all end at the first value. */
    private static Map<String, Object> arguments(Random random) {
        var arguments = new HashMap<String, Object>();
        if (random.nextBoolean()) {
            arguments.put("prompt", "a cat");
            arguments.put("model", "sd-1.5");
            arguments.put("width", 64);
            arguments.put("height", 64);
            arguments.put("steps", 1);
            arguments.put("image", PNG);
        }
        int more = random.nextInt(4);
        for (int i = 0; i < more; i++) {
            arguments.put(any(ARGUMENTS, random), any(VALUES, random));
        }
        return arguments;
    }
}
