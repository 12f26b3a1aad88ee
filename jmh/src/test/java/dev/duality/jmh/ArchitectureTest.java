// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The house: one folder, one duty, arrows only downwards. `jmh` sees every module, so the test lives here.
class ArchitectureTest {
    /// What JMH generates is not ours to arrange.
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.duality")
            .that(resideOutsideOfPackage("..jmh_generated.."));

    @Test
    void everyModuleIsSeenAndNoneIsNew() {
        Set<String> seen = OURS.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of("shm", "messaging", "interrupts", "workloads", "results", "jmh"), seen);
    }

    @ParameterizedTest(name = "{0} uses of ours only: {1}")
    @CsvSource({
        "shm,        ''",
        "messaging,  shm",
        "interrupts, messaging shm",
        "workloads,  interrupts messaging shm",
        "results,    ''",
    })
    void arrowsPointDownwards(String module, String below) {
        String[] allowed = (module + " " + below).strip().split(" ");
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = "dev.duality." + allowed[i] + "..";
        }
        check(noClasses()
                .that(resideInAPackage("dev.duality." + module + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.duality..").and(not(resideInAnyPackage(allowed)))));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("dev.duality.(**)").should().beFreeOfCycles());
    }

    @Test
    void nobodyReachesIntoTheJdk() {
        check(noClasses().should().dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal..")));
    }

    @Test
    void nobodyLogsByJavaUtilLogging() {
        check(noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging..")));
    }

    @Test
    void onlyMainClassesEndTheProcess() {
        check(noClasses()
                .that(not(resideInAPackage("dev.duality.jmh.cli..")))
                .and()
                .haveNameNotMatching(".*Main(\\$.*)?")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void noPackageIsADrawer() {
        check(noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common.."));
    }

    @Test
    void noStateIsStatic() {
        check(noFields().that().areStatic().should().notBeFinal());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }
}
