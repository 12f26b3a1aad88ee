// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.function.Predicate;

/// The classes of all modules, and rules about them.
abstract class House {
    /// The classes of the house; those that JMH generates are not ours to arrange.
    static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar")) // as `mvn verify` has the kits
            .withImportOption(location -> !location.contains("/target/lib/")) // what hadoop.jar has beside it: copies
            .importPackages("dev.duality")
            .that(resideOutsideOfPackage("..jmh_generated.."));

    static final Path ROOT = Path.of("..", "..");

    static DescribedPredicate<JavaClass> have(String what, Predicate<JavaClass> holds) {
        return DescribedPredicate.describe("have " + what, holds);
    }

    static ArchCondition<JavaClass> be(String what, Predicate<JavaClass> holds) {
        return new ArchCondition<>("be " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, holds.test(type), type.getName() + " is not " + what));
            }
        };
    }

    static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }
}
