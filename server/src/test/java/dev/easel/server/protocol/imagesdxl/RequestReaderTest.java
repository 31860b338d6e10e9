package dev.easel.server.protocol.imagesdxl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.sampling.Samplers;
import dev.easel.server.fields.StabilitySamplers;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.TestRequests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;

class RequestReaderTest {
    private static final String PNG = Base64.getEncoder().encodeToString(TestRequests.png(64, 64));

    private final Parameters parameters = new Parameters(TestRequests.limits());
    private final RequestReader reader = reader(false);

    private RequestReader reader(boolean extensions) {
        return new RequestReader(
                parameters,
                TestRequests.limits(),
                TestRequests.images(),
                new Extensions(new ExtensionSettings(extensions)));
    }

    private static ObjectNode body(Action action) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("prompt", "a cat")
                .put("action", action.wireName())
                .put("image", PNG);
    }

    private static Generate drawn(RequestReader reader, ObjectNode body) {
        return (Generate) reader.read(body).request();
    }

    private static int position(Action action) {
        return List.of(Action.values()).indexOf(action);
    }

    /** What the description says for an action: its range there, else the parameter's own. */
    private JsonNode schema(Parameter parameter, Action action) throws IOException {
        var request =
                new OpenApiController(parameters, "1")
                        .document()
                        .at("/components/schemas/SdxlRequest");
        var special = request.at("/allOf/%d/then/properties".formatted(position(action)));
        assertThat(
                        request.at(
                                        "/allOf/%d/if/properties/action/const"
                                                .formatted(position(action)))
                                .stringValue())
                .isEqualTo(action.wireName());
        return special.has(parameter.name())
                ? special.path(parameter.name())
                : request.at("/properties/" + parameter.name());
    }

    @ParameterizedTest
    @EnumSource
    void theDescriptionsRangesAreThoseThatAreTaken(Action action) throws IOException {
        for (var parameter : parameters.all()) {
            if (parameter.ranges().isEmpty()) {
                continue;
            }
            var schema = schema(parameter, action);
            var least = schema.path("minimum").decimalValue();
            var most = schema.path("maximum").decimalValue();
            var step = new BigDecimal(schema.path("multipleOf").asInt(1));
            taken(parameter, action, least);
            taken(parameter, action, most);
            refused(parameter, action, least.subtract(step));
            refused(parameter, action, most.add(step));
            if (step.compareTo(BigDecimal.ONE) != 0) {
                refused(parameter, action, least.add(BigDecimal.ONE));
            }
            if (schema.path("type").stringValue().equals("integer")) {
                refused(parameter, action, least.add(new BigDecimal("0.5")));
            }
        }
    }

    private void taken(Parameter parameter, Action action, BigDecimal value) {
        var body = body(action).put(parameter.name(), value);
        assertThatCode(() -> reader.read(body)).as("%s", body).doesNotThrowAnyException();
    }

    private void refused(Parameter parameter, Action action, BigDecimal value) {
        var body = body(action).put(parameter.name(), value);
        assertThatThrownBy(() -> reader.read(body))
                .as("%s", body)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(parameter.name());
    }

    @Test
    void aParameterThatIsNotKnownIsNoted() {
        var body = body(Action.GENERATE).put("negativePrompt", "dog").put("cfgScale", 3);
        assertThat(reader.read(body).notes())
                .containsExactly(
                        "unknown parameter negativePrompt is ignored",
                        "unknown parameter cfgScale is ignored");
        assertThat(reader.read(body(Action.GENERATE).put("ai", "sdxl")).notes()).isEmpty();
    }

    @Test
    void previewsAreReadWhereExtensionsAreOn() {
        var body = body(Action.GENERATE).put("preview", "true").put("previews", true);
        assertThat(drawn(reader(true), body).drawing().preview()).isTrue();
        assertThat(reader(true).read(body).notes())
                .containsExactly("unknown parameter previews is ignored");
        assertThat(drawn(reader, body).drawing().preview()).isFalse();
        assertThat(reader.read(body).notes())
                .containsExactly(
                        "unknown parameter preview is ignored",
                        "unknown parameter previews is ignored");
        var wrong = body(Action.GENERATE).put("preview", 1);
        assertThatThrownBy(() -> reader(true).read(wrong))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("preview must be true or false, got 1");
    }

    @Test
    void aMissingPictureIsCalledByItsParameter() {
        var body = body(Action.IMG2IMG);
        body.remove("image");
        assertThatThrownBy(() -> reader.read(body))
                .hasMessageContaining("init_image: is required")
                .hasMessageContaining("the parameter image");
    }

    @Test
    void aStyleHasTwoNames() {
        var one = drawn(reader, body(Action.GENERATE).put("style", "tile-texture"));
        var other = drawn(reader, body(Action.GENERATE).put("style", "title-texture"));
        assertThat(one).isEqualTo(other);
        assertThat(one.drawing().prompt()).isNotEqualTo("a cat").contains("a cat");
    }

    /** What the engine learns does not change what the page promises. */
    @Test
    void theSamplersAreThePagesTen() {
        assertThat(StabilitySamplers.ALL).hasSize(10);
        for (var name : StabilitySamplers.ALL) {
            var request = drawn(reader, body(Action.GENERATE).put("sampler", name));
            assertThat(request.drawing().sampling().sampler()).contains(Samplers.valueOf(name));
        }
        var others = EnumSet.allOf(Samplers.class);
        others.removeIf(sampler -> StabilitySamplers.ALL.contains(sampler.name()));
        assertThat(others).contains(Samplers.EULER_DISCRETE, Samplers.LCM, Samplers.TCD);
        for (var sampler : others) {
            var other = body(Action.GENERATE).put("sampler", sampler.name());
            assertThatThrownBy(() -> reader.read(other))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("sampler must be one of DDIM, ");
        }
    }
}
