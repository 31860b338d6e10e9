package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

@Tag("slow")
class SettingsTest {
    @Test
    void theDocumentTellsEverySetting() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "server.md"));
        var settings =
                new ClassFileImporter()
                                .withImportOption(new DoNotIncludeTests())
                                .importPackages("dev.easel.server")
                                .stream()
                                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                                .flatMap(
                                        type -> Arrays.stream(type.reflect().getRecordComponents()))
                                .map(component -> inKebabCase(component.getName()))
                                .toList();

        assertThat(settings)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(30)
                .allMatch(name -> document.contains("`" + name + "`"));
    }

    private static String inKebabCase(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
