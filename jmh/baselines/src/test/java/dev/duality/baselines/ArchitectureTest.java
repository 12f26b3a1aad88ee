// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.duality.shm.CLibrary;
import dev.duality.shm.Errno;
import java.io.IOException;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The house: one folder, one duty, arrows only downwards. The test lives in the module that all others come before, so
/// that it sees the classes of every one.
class ArchitectureTest extends House {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void everyModuleIsSeenAndNoneIsNew() {
        Set<String> seen = OURS.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Set.of(
                        "shm",
                        "messaging",
                        "interrupts",
                        "workloads",
                        "results",
                        "simulation",
                        "jmh",
                        "baselines",
                        "hadoop"),
                seen);
    }

    @Test
    void everyModuleOfTheBuildIsSeen() throws IOException {
        Set<String> unseen = new TreeSet<>();
        Matcher module = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
        while (module.find()) {
            unseen.add(module.group(1));
        }

        assertTrue(unseen.contains("messaging/peers"), unseen::toString);
        unseen.removeIf(path -> path.startsWith("examples/")
                || Files.notExists(ROOT.resolve(path).resolve("src/main")) // the BOM, and tests on a cluster
                || OURS.stream()
                        .flatMap(type -> type.getSource().stream())
                        .anyMatch(source -> source.getUri().toString().contains("/" + path + "/target/")));
        assertEquals(Set.of(), unseen, "no rule of the house looks at these");
    }

    /// Those beside others' folders, too, which are on nobody's class path but the tests'.
    @Test
    void thePackagesOfOthersTransportsAndOfTheBaselinesAreSeen() {
        Set<String> packages = OURS.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertTrue(packages.contains("dev.duality.messaging.peers.aeron"), packages::toString);
        assertTrue(packages.contains("dev.duality.baselines"), packages::toString);
    }

    @ParameterizedTest(name = "{0} uses of ours only: {1}")
    @CsvSource({
        "shm,        ''",
        "messaging,  shm",
        "interrupts, messaging shm",
        "workloads,  interrupts messaging shm",
        "results,    ''",
        "simulation, workloads interrupts messaging shm results",
        "jmh,        simulation results workloads interrupts messaging shm",
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

    /// The checker of histories is the room next door: it knows regions, where its clock is a word, and no structure;
    /// and no structure knows it. What describes a structure for whoever tests it says how a sequential object would
    /// answer, and so knows both.
    @Test
    void historiesAndStructuresDoNotKnowEachOther() {
        String histories = "dev.duality.shm.history..";
        check(noClasses()
                .that(resideInAPackage(histories))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.duality..").and(not(resideInAnyPackage(histories, "dev.duality.shm")))));
        check(noClasses()
                .that(resideInAPackage("dev.duality.shm..")
                        .and(not(resideInAnyPackage(histories, "dev.duality.shm.structure"))))
                .should()
                .dependOnClassesThat(resideInAPackage(histories)));
    }

    /// Whatever these modules throw may be told to a user, and so it is a sentence that is told without the name of a
    /// class. An [java.io.IOException] is the reason of one.
    @Test
    void failuresOfTheLowerModulesAreDiagnoses() {
        Set<String> javas = Set.of(
                "java.lang.IllegalStateException",
                "java.lang.IllegalArgumentException",
                "java.lang.RuntimeException",
                "java.io.UncheckedIOException");
        check(noClasses()
                .that(resideInAnyPackage("dev.duality.shm..", "dev.duality.messaging..", "dev.duality.interrupts.."))
                .should()
                .callConstructorWhere(describe(
                        "it makes an exception of Java's",
                        call -> javas.contains(call.getTargetOwner().getFullName())
                                && !call.getOriginOwner()
                                        .getRawSuperclass()
                                        .equals(Optional.of(call.getTargetOwner())))));
    }

    /// So that what a number means is said in one place, and in the same words.
    @Test
    void theErrorOfACallOfTheCLibraryIsTakenInOnePlace() {
        check(noClasses()
                .that(not(belongToAnyOf(CLibrary.class, Errno.class)))
                .should()
                .callMethodWhere(describe(
                        "it takes the error of a call",
                        call -> call.getTargetOwner().isEquivalentTo(Linker.Option.class)
                                && call.getName().startsWith("capture"))));
    }

    /// Draws from a seed are the same on every machine: `Math` may give another last digit on each,
    /// `StrictMath` may not.
    @Test
    void whatIsDrawnFromASeedIsTheSameOnEveryMachine() {
        Set<String> mayDiffer = Set.of(
                "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
                "log1p", "log10", "pow", "cbrt", "hypot");
        check(noClasses()
                .that(resideInAnyPackage("dev.duality.simulation..", "dev.duality.workloads.."))
                .should()
                .callMethodWhere(describe(
                        "Math may give another last digit",
                        call -> call.getTargetOwner().isEquivalentTo(Math.class)
                                && mayDiffer.contains(call.getName()))));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("dev.duality.(**)").should().beFreeOfCycles());
    }

    @Test
    void noPackageIsADrawer() {
        check(noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common.."));
    }
}
