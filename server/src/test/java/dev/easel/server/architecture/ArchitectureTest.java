package dev.easel.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import dev.easel.server.web.PageController;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which package of the server may use which, and which of the engine. */
@Tag("slow")
class ArchitectureTest {
    private static final String ROOT = "dev.easel.server.";

    /** The rule table: a package, and the packages of the server that it may use. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    entry(
                            "protocol.imagesdxl",
                            Set.of(
                                    "protocol",
                                    "fields",
                                    "submission",
                                    "request",
                                    "job",
                                    "web",
                                    "access",
                                    "billing",
                                    "error")),
                    entry(
                            "protocol.mcp",
                            Set.of(
                                    "protocol",
                                    "fields",
                                    "submission",
                                    "request",
                                    "job",
                                    "models",
                                    "web",
                                    "access",
                                    "billing",
                                    "error")),
                    entry(
                            "protocol.models",
                            Set.of(
                                    "protocol",
                                    "fields",
                                    "request",
                                    "models",
                                    "pull",
                                    "web",
                                    "access",
                                    "error")),
                    entry("protocol", Set.of("error")),
                    entry(
                            "protocol.a1111",
                            Set.of(
                                    "protocol",
                                    "fields",
                                    "submission",
                                    "request",
                                    "models",
                                    "job",
                                    "web",
                                    "access",
                                    "error")),
                    entry(
                            "protocol.stability",
                            Set.of(
                                    "protocol",
                                    "fields",
                                    "submission",
                                    "request",
                                    "models",
                                    "job",
                                    "web",
                                    "access",
                                    "billing",
                                    "error")),
                    entry(
                            "protocol.jobs",
                            Set.of(
                                    "protocol",
                                    "fields",
                                    "submission",
                                    "request",
                                    "job",
                                    "web",
                                    "access",
                                    "billing",
                                    "error")),
                    entry(
                            "protocol.openai",
                            Set.of(
                                    "protocol",
                                    "fields",
                                    "submission",
                                    "request",
                                    "models",
                                    "job",
                                    "web",
                                    "access",
                                    "error")),
                    entry(
                            "submission",
                            Set.of(
                                    "request", "models", "job", "web", "access", "billing",
                                    "error")),
                    entry("fields", Set.of("request", "web")),
                    entry("ui", Set.of("error", "web")),
                    entry("request", Set.of("job", "models", "billing")),
                    entry("job.local", Set.of("job", "storage")),
                    entry("job", Set.of("billing", "storage")),
                    entry("models", Set.of("error")),
                    entry("pull", Set.of()),
                    entry("access", Set.of("billing", "error", "storage", "web")),
                    entry("web", Set.of("error")),
                    entry("billing", Set.of("error", "storage")),
                    entry("storage", Set.of("error")),
                    entry("error", Set.of()));

    /** What each may use of the engine. */
    private static final Map<String, Set<String>> ENGINE =
            Map.ofEntries(
                    entry(
                            "protocol.imagesdxl",
                            Set.of("pipeline", "sampling", "catalog", "adapter")),
                    entry("protocol.stability", Set.of("pipeline", "sampling", "catalog")),
                    entry("protocol.mcp", Set.of("pipeline", "sampling", "catalog", "pictures")),
                    entry("protocol.a1111", Set.of("pipeline", "sampling", "catalog", "pictures")),
                    entry(
                            "protocol.models",
                            Set.of("pipeline", "sampling", "catalog", "checkpoint")),
                    entry("protocol.jobs", Set.of("pipeline", "pictures", "sampling", "catalog")),
                    entry("protocol.openai", Set.of("pipeline", "pictures", "sampling", "catalog")),
                    entry("fields", Set.of("adapter", "catalog", "pipeline", "sampling")),
                    entry(
                            "request",
                            Set.of("pipeline", "pictures", "sampling", "adapter", "checkpoint")),
                    entry(
                            "models",
                            Set.of(
                                    "pipeline",
                                    "model",
                                    "catalog",
                                    "checkpoint",
                                    "checkpoint.layout",
                                    "adapter",
                                    "sampling")),
                    entry("pull", Set.of("catalog", "checkpoint", "checkpoint.layout")),
                    entry("job", Set.of("checkpoint", "tensor")));

    /** {@return libraries that one package alone may use} */
    private static Stream<String> ownLibraries(String name) {
        return name.equals("protocol.mcp")
                ? Stream.of("io.modelcontextprotocol..", "reactor..")
                : Stream.of();
    }

    private static final JavaClasses SERVER =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.easel.server");

    @Test
    void everyPackageHasARowInTheTable() {
        var packages = new TreeSet<String>();
        SERVER.forEach(type -> packages.add(type.getPackageName()));
        packages.remove("dev.easel.server"); // start-up knows all

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        MAY_USE.keySet().stream().map(ROOT::concat).toList());
    }

    @Test
    void everyPackageUsesOnlyWhatItsRowAllows() {
        MAY_USE.forEach((name, others) -> {
            var own = Stream.concat(Stream.of(name), others.stream()).map(ROOT::concat);
            var engine = ENGINE.getOrDefault(name, Set.of()).stream().map("dev.easel."::concat);
            classes()
                    .that()
                    .resideInAPackage(ROOT + name)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            Stream.of(
                                            own,
                                            engine,
                                            Stream.of("java..", "javax..", "jakarta.."),
                                            Stream.of("org..", "com..", "tools.."),
                                            ownLibraries(name))
                                    .flatMap(packages -> packages)
                                    .toArray(String[]::new))
                    .check(SERVER);
        });
    }

    /** Another queue, another store of pictures and another protocol need nothing of these. */
    @Test
    void jobsKnowNeitherJsonNorHttp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "tools.jackson..",
                        "com.fasterxml.jackson..",
                        "jakarta.servlet..",
                        "org.springframework.web..",
                        "org.springframework.http..")
                .check(SERVER);
    }

    /** The command line downloads without a service. */
    @Test
    void downloadsKnowNothingOfSpring() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "pull")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..")
                .check(SERVER);
    }

    @Test
    void nothingUsesAProtocol() {
        slices().matching(ROOT + "protocol.(*)..").should().notDependOnEachOther().check(SERVER);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "protocol..")
                .check(SERVER);
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void controllersAreTheirPackagesOwn() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .areAnnotatedWith(PageController.class)
                .should()
                .bePackagePrivate()
                .check(SERVER);
    }

    @Test
    void nothingPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(SERVER);
    }

    @Test
    void theServerKnowsNeitherNetworksNorLibTorch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.easel.text",
                        "dev.easel.net.unet",
                        "dev.easel.vae",
                        "dev.easel.nn",
                        "org.bytedeco..")
                .check(SERVER);
    }
}
