package dev.stemma.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.stemma.cli");
    }

    @Test
    void theCommandStaysLight() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.minio..",
                        "ai.onnxruntime..",
                        "com.fasterxml.jackson.databind..",
                        "jakarta..",
                        "java.net.http..")
                .because("a metadata command must start in a fraction of a second")
                .check(classes);
    }

    @Test
    void standardStreamsBelongToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.stemma.cli.term")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(System.class, "console")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.stemma.(cli.*)..").should().beFreeOfCycles().check(classes);
        slices().matching("dev.stemma.cli.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyCommandsKnowTheParserAndOnlyConfigKnowsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.stemma.cli.command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.stemma.cli.config")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(classes);
    }
}
