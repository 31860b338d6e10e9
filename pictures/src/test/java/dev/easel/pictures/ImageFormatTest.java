package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Locale;

class ImageFormatTest {
    @ParameterizedTest
    @CsvSource({"png,PNG", "jpg,JPEG", "jpeg,JPEG", "JPEG,JPEG", "webp,WEBP", "WebP,WEBP"})
    void aNameOrAnExtensionFindsTheFormat(String name, ImageFormat format) {
        assertThat(ImageFormat.of(name)).isEqualTo(format);
        assertThat(ImageFormat.ofFile(Path.of("some.folder", "a fox." + name))).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource
    void mediaTypeAndExtensionBelongToTheFormat(ImageFormat format) {
        assertThat(format.mediaType()).isEqualTo("image/" + format.name().toLowerCase(Locale.ROOT));
        assertThat(ImageFormat.of(format.extension())).isEqualTo(format);
    }

    @Test
    void anUnknownNameIsRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFormat.of("gif"))
                .withMessage("unknown image format \"gif\", expected png, jpg, jpeg or webp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fox.gif", "fox", "fox.", "folder.png/fox", "png"})
    void aFileWithoutAKnownExtensionIsRefusedWithASentence(String file) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFormat.ofFile(Path.of(file)))
                .withMessage(
                        "the name of a picture ends in .png, .jpg, .jpeg or .webp, got "
                                + Path.of(file));
    }
}
