package dev.easel.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which package of the engine may use which, and what none may have. */
@Tag("slow")
class ArchitectureTest {
    private static final String ROOT = "dev.easel.";

    /** The rule table: a package, and the packages of the engine that it may use. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    entry(
                            "pipeline",
                            Set.of(
                                    "adapter",
                                    "model",
                                    "family",
                                    "catalog",
                                    "checkpoint.layout",
                                    "sampling",
                                    "text",
                                    "nn",
                                    "pictures",
                                    "upscale",
                                    "checkpoint",
                                    "tensor",
                                    "text.inversion")),
                    entry(
                            "family",
                            Set.of(
                                    "model",
                                    "text",
                                    "text.clip",
                                    "sampling",
                                    "net.unet",
                                    "vae",
                                    "depth",
                                    "nn",
                                    "checkpoint",
                                    "checkpoint.layout",
                                    "pictures",
                                    "quant",
                                    "tensor")),
                    entry(
                            "model",
                            Set.of(
                                    "sampling",
                                    "checkpoint",
                                    "quant",
                                    "pictures",
                                    "tensor",
                                    "text")),
                    entry("text", Set.of("tensor", "text.inversion")),
                    entry(
                            "text.clip",
                            Set.of("text", "text.inversion", "nn", "checkpoint", "tensor")),
                    entry("text.inversion", Set.of("checkpoint", "tensor")),
                    entry("sampling", Set.of("checkpoint", "tensor")),
                    entry("net.unet", Set.of("model", "nn", "checkpoint", "tensor")),
                    entry("vae", Set.of("nn", "checkpoint", "tensor")),
                    entry("depth", Set.of("nn", "checkpoint", "pictures", "tensor")),
                    entry("upscale", Set.of("model", "nn", "checkpoint", "pictures", "tensor")),
                    entry("pictures", Set.of()),
                    entry("nn", Set.of("checkpoint", "pictures", "tensor")),
                    entry("checkpoint", Set.of("quant", "tensor")),
                    entry("checkpoint.layout", Set.of("checkpoint", "quant", "sampling", "tensor")),
                    entry("adapter", Set.of("checkpoint", "checkpoint.layout", "tensor")),
                    entry("catalog", Set.of("checkpoint", "checkpoint.layout")),
                    entry("quant", Set.of("tensor")),
                    entry("tensor", Set.of()),
                    entry(
                            "kernels",
                            Set.of(
                                    "kernels.attention",
                                    "kernels.brgemm",
                                    "kernels.int8",
                                    "kernels.onednn",
                                    "kernels.tuning",
                                    "tensor")),
                    entry(
                            "kernels.tuning",
                            Set.of(
                                    "kernels.attention",
                                    "kernels.brgemm",
                                    "kernels.int8",
                                    "kernels.onednn",
                                    "kernels.winograd",
                                    "tensor")),
                    entry("kernels.attention", Set.of("kernels.brgemm", "tensor")),
                    entry("kernels.winograd", Set.of("kernels.brgemm", "kernels.int8", "tensor")),
                    entry("kernels.int8", Set.of("kernels.brgemm", "kernels.onednn", "tensor")),
                    entry("kernels.onednn", Set.of("tensor")),
                    entry("kernels.brgemm", Set.of("tensor")));

    private static final List<String> FOR_ALL = List.of("java..", "org.jspecify..", "org.slf4j..");

    private static final List<String> LIBTORCH = List.of("org.bytedeco..");

    /** Libraries, each behind the packages named. */
    private static final Map<String, List<String>> LIBRARIES =
            Map.of(
                    "tensor", LIBTORCH,
                    "kernels.attention", LIBTORCH,
                    "kernels.int8", LIBTORCH,
                    "kernels.onednn", LIBTORCH,
                    "kernels.tuning", LIBTORCH,
                    "kernels.winograd", LIBTORCH,
                    "checkpoint", List.of("tools.jackson.."),
                    "catalog", List.of("tools.jackson.."),
                    "pictures", List.of("javax.imageio..", "org.w3c.dom..", "com.luciad.."));

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.easel");

    @Test
    void everyPackageHasARowInTheTable() {
        var packages = new TreeSet<String>();
        ENGINE.forEach(type -> packages.add(type.getPackageName()));

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        MAY_USE.keySet().stream().map(ROOT::concat).toList());
    }

    @Test
    void everyPackageUsesOnlyWhatItsRowAllows() {
        for (var name : MAY_USE.keySet()) {
            check(
                    classes()
                            .that()
                            .resideInAPackage(ROOT + name)
                            .should()
                            .onlyDependOnClassesThat()
                            .resideInAnyPackage(allowed(name)));
        }
    }

    @Test
    void thePackagesHaveNoCycles() {
        check(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
    }

    @Test
    void kernelsAreFoundByTheServiceLoaderAlone() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "kernels..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + "kernels.."));
    }

    @Test
    void theKernelsPackagesHaveNoCycles() {
        check(slices().matching(ROOT + "kernels.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyTensorAndKernelsKnowLibTorch() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT + "tensor", ROOT + "kernels..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.bytedeco.."));
    }

    @Test
    void nothingPrints() {
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
    }

    @Test
    void namesSayWhatAThingIs() {
        check(noClasses().should().resideInAnyPackage("..util..", "..utils..", "..helper.."));
        var shelves = "(Abstract|Base)[A-Z].*|.*(Manager|Helper|Utils?|Impl)";
        assertThat(ENGINE)
                .extracting(JavaClass::getSimpleName)
                .noneMatch(name -> name.matches(shelves));
    }

    private static void check(ArchRule rule) {
        rule.check(ENGINE);
    }

    private static String[] allowed(String name) {
        var own = Stream.concat(Stream.of(name), MAY_USE.getOrDefault(name, Set.of()).stream());
        return Stream.of(
                        own.map(ROOT::concat),
                        FOR_ALL.stream(),
                        LIBRARIES.getOrDefault(name, List.of()).stream())
                .flatMap(packages -> packages)
                .collect(Collectors.toSet())
                .toArray(String[]::new);
    }
}
