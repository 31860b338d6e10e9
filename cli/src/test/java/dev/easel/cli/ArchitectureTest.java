package dev.easel.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the command line may not know of the engine. */
@Tag("slow")
class ArchitectureTest {
    @Test
    void theCommandLineKnowsNeitherNetworksNorLibTorch() {
        var commandLine =
                new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("dev.easel.cli");

        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.easel.text",
                        "dev.easel.net.unet",
                        "dev.easel.vae",
                        "dev.easel.nn",
                        "org.bytedeco..")
                .check(commandLine);
    }
}
