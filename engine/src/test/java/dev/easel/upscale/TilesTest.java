package dev.easel.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.catalog.EmbeddedModel;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.model.Execution;
import dev.easel.pictures.Rectangle;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

@Tag("slow")
@net.jqwik.api.Tag("slow") // its properties
final class TilesTest {
    private static final Execution F32 = Execution.shared(new Placement(DType.F32, Device.CPU));

    @Property(tries = 300)
    void theTilesCoverAPictureOnceAndSeeTheirSurroundings(
            @ForAll @IntRange(min = 1, max = 20) int quarterSide,
            @ForAll @IntRange(min = 0, max = 5) int quarterContext,
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(min = 1, max = 90) int height) {
        var tiles = new Tiles(4 * quarterSide, 4 * quarterContext);
        var covered = new int[width * height];
        for (var tile : tiles.of(width, height)) {
            var used = tile.used();
            var seen = tile.seen();
            for (int y = used.y(); y < used.y() + used.height(); y++) {
                for (int x = used.x(); x < used.x() + used.width(); x++) {
                    covered[y * width + x]++;
                }
            }
            assertThat(seen.x()).isEqualTo(Math.max(0, used.x() - tiles.context()));
            assertThat(seen.x() % 4).isZero();
            assertThat(seen.y() % 4).isZero();
            assertThat(seen.x() + seen.width())
                    .isEqualTo(Math.min(width, used.x() + used.width() + tiles.context()));
            assertThat(tile.usedOfResult(3))
                    .isEqualTo(
                            new Rectangle(
                                    3 * (used.x() - seen.x()),
                                    3 * (used.y() - seen.y()),
                                    3 * used.width(),
                                    3 * used.height()));
        }
        assertThat(covered).containsOnly(1);
        assertThat(tiles.count(width, height)).isEqualTo(tiles.of(width, height).size());
    }

    @Property(tries = 25)
    void noTileChangesAnEnlargedPictureByMoreThanTwoLevels(
            @ForAll @IntRange(min = 4, max = 16) int quarterSide,
            @ForAll @IntRange(min = 5, max = 9) int quarterContext,
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll @IntRange(min = 1, max = 70) int height) {
        var picture = noise(width, height);
        for (var network : networks()) {
            var whole = enlarge(network, new Tiles(256, 0), picture);
            var tiled = enlarge(network, new Tiles(4 * quarterSide, 4 * quarterContext), picture);

            assertThat(Difference.between(tiled, whole)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void theListenerSeesEveryTileAndMayEndTheWork() {
        List<String> seen = new ArrayList<>();
        var file = networks().getFirst();
        try (var source = SafetensorsFile.open(file);
                var upscaler = Upscaler.load(source, F32, new Tiles(16, 16))) {
            upscaler.enlarge(noise(40, 20), (tile, tiles) -> seen.add(tile + "/" + tiles));
            assertThat(seen).containsExactly("1/6", "2/6", "3/6", "4/6", "5/6", "6/6");
            seen.clear();
            try {
                upscaler.enlarge(
                        noise(40, 20),
                        (tile, _) -> {
                            seen.add("" + tile);
                            if (tile == 2) {
                                throw new CancellationException("enough");
                            }
                        });
            } catch (CancellationException e) {
                seen.add(e.getMessage());
            }
            assertThat(seen).containsExactly("1", "2", "enough");
        }
    }

    @Test
    void tilesThatLeaveTheGridAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tiles(18, 8))
                .withMessage("side and context of tiles must be multiples of 4, got 18 and 8");
    }

    private static List<Path> networks() {
        var golden = Golden.folder().resolve("upscale");
        return List.of(
                golden.resolve("x2plus.safetensors"),
                golden.resolve("x4.safetensors"),
                golden.resolve("compact-x2.safetensors"),
                golden.resolve("compact-x4.safetensors"),
                EmbeddedModel.unpack().resolve("upscaler/x2.safetensors"));
    }

    private static RgbImage enlarge(Path file, Tiles tiles, RgbImage picture) {
        try (var source = SafetensorsFile.open(file);
                var upscaler = Upscaler.load(source, F32, tiles)) {
            return upscaler.enlarge(picture, TileListener.NONE);
        }
    }

    private static RgbImage noise(int width, int height) {
        var bytes = new byte[width * height * 3];
        new Random(width * 100L + height).nextBytes(bytes);
        return RgbImage.of(width, height, bytes);
    }
}
