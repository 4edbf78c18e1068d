package dev.stemma.blob;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may know whom inside the blob store. */
final class ArchitectureTest {

    private static final String ROOT = "dev.stemma.blob";
    private static final String[] OUTSIDE = {"java..", "org.jspecify.annotations..", "dev.stemma.format.."};

    private static final ArchRule RENAMES = noClasses()
            .that()
            .doNotHaveSimpleName("DurableFiles")
            .should()
            .callMethodWhere(target(owner(name(Files.class.getName()))).and(target(name("move"))))
            .orShould()
            .callMethodWhere(target(owner(name(File.class.getName()))).and(target(name("renameTo"))))
            .because("only DurableFiles knows the order of force and rename that survives a power cut");

    private static final JavaClasses MAIN = mainClasses();

    private static JavaClasses mainClasses() {
        // Names are enough for these rules; reading the classes of every library takes most of a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void valuesAndPortsDependOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(ROOT))
                .check(MAIN);
    }

    @Test
    void theSdkIsKnownToTheS3AdapterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".object.s3")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.minio..", "okhttp3..", "com.google..")
                .check(MAIN);
    }

    @Test
    void everythingElseDependsOnTheJdkAndItselfAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackages(ROOT + ".object.s3", ROOT + ".codec")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(ROOT + ".."))
                .check(MAIN);
    }

    @Test
    void zstdIsKnownToTheCodecsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".codec")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.luben..")
                .check(MAIN);
    }

    @Test
    void formatsAndChunkersDoNotKnowTheStoreThatUsesThem() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".packed")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".packed")
                .check(MAIN);
    }

    @Test
    void hotFilesKnowObjectsAndNothingOfHowFilesAreEncoded() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".hot")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".hot", ROOT + ".object", OUTSIDE[0], OUTSIDE[1])
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyDurableFilesRenames() {
        RENAMES.check(MAIN);
    }

    @Test
    void theRenameRuleSeesARename() {
        JavaClasses offender = new ClassFileImporter().importClasses(Renamer.class);
        assertThrows(AssertionError.class, () -> RENAMES.check(offender));
    }

    @Test
    void idsTimeAndChanceAreGivenFromOutside() {
        noClasses()
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Random.class)
                .check(MAIN);
    }

    private static String[] with(String own) {
        return new String[] {own, OUTSIDE[0], OUTSIDE[1], OUTSIDE[2]};
    }

    /** What the rename rule must find. */
    private static final class Renamer {
        @SuppressWarnings("unused") // found by its bytes, never run
        void rename(Path from, Path to) throws IOException {
            Files.move(from, to);
        }
    }
}
