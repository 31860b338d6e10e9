package dev.easel.net.unet;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The same tokens as tomesd's are one, where the same places are drawn. */
class TokenMergingGoldenTest {
    private static Stream<JsonConfig> cases() {
        return Golden.cases("merging/merging.json", "cases").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachPlaceSeesWhatItSeesThere(JsonConfig merging) {
        try (var golden = Golden.tensors("merging/merging.safetensors");
                var _ = TensorScope.open()) {
            String name = merging.string("name");
            Tensor tokens = Golden.read(golden, name + "/tokens");
            boolean[] drawn = new boolean[(int) tokens.size(1)];
            LongStream.of(Golden.read(golden, name + "/drawn").toLongs())
                    .forEach(place -> drawn[(int) place] = true);

            var places = new TokenMerging.Positions(drawn, merging.number("share"));
            var groups = places.groups(tokens);

            Tensor expected = Golden.read(golden, name + "/seen");
            assertThatTensor(groups.unmerge(groups.merge(tokens)))
                    .isCloseTo(expected, merging.number("atol"));
        }
    }
}
