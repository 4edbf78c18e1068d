package dev.stemma.registry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The arrows between packages, and what may be used where. */
class ArchitectureTest {

    private static final String ROOT = "dev.stemma.registry.";
    private static final String LIBRARY_BLOB = "dev.stemma.blob";
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stemma.registry");

    @Test
    void modelKnowsOnlyValues() {
        classes()
                .that()
                .resideInAPackage(ROOT + "model..")
                .should()
                .onlyDependOnClassesThat(resideInAPackage("java..")
                        .or(resideInAPackage("org.jspecify.."))
                        .or(resideInAPackage(ROOT + "model.."))
                        .or(resideInAPackage(LIBRARY_BLOB))
                        .or(resideInAPackage("dev.stemma.lineage")))
                .check(SERVICE);
    }

    @Test
    void portsKnowOnlyTheModel() {
        classes()
                .that()
                .resideInAPackage(ROOT + "port..")
                .should()
                .onlyDependOnClassesThat(resideInAPackage("java..")
                        .or(resideInAPackage("org.jspecify.."))
                        .or(resideInAPackage(ROOT + "port.."))
                        .or(resideInAPackage(ROOT + "model.."))
                        .or(resideInAPackage(LIBRARY_BLOB))
                        .or(resideInAPackage("dev.stemma.lineage")))
                .check(SERVICE);
    }

    @Test
    void flowsKnowNoDoorAndNoTechnology() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "flow..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "inbound..",
                        ROOT + "outbound..",
                        ROOT + "app..",
                        ROOT + "worker..",
                        "jakarta.ws.rs..",
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "io.quarkus..",
                        "io.vertx..",
                        "ai.onnxruntime..",
                        "io.minio..")
                .check(SERVICE);
    }

    @Test
    void stepsDoNotKnowEachOther() {
        slices().matching(ROOT + "flow.(*)..").should().notDependOnEachOther().check(SERVICE);
    }

    @Test
    void doorsAndAdaptersDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "inbound..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "outbound..", ROOT + "app..", ROOT + "worker..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "outbound..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "inbound..", ROOT + "flow..", ROOT + "app..")
                .check(SERVICE);
    }

    @Test
    void whatDoorsShareKnowsNoDoor() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "inbound.auth..", ROOT + "inbound.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "inbound.rest..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "inbound.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "inbound.auth..")
                .check(SERVICE);
    }

    @Test
    void technologiesStayInTheirPlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "outbound.panache..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "worker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "inbound..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(SERVICE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.minio..")
                .check(SERVICE);
    }

    @Test
    void entitiesStayInTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .check(SERVICE);
    }

    @Test
    void methodsOfResourcesArePublic() {
        methods().that().areAnnotatedWith(Path.class).should().bePublic().check(SERVICE);
    }

    @Test
    void resourcesRunOnVirtualThreads() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith("io.smallrye.common.annotation.RunOnVirtualThread")
                .check(SERVICE);
    }

    @Test
    void generalHabits() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.stemma..")
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .check(SERVICE);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "worker..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(SERVICE);
    }

    @Test
    void timeAndChanceAreGiven() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "app..", ROOT + "worker..", ROOT + "outbound.onnx..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .check(SERVICE);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(SERVICE);
    }
}
