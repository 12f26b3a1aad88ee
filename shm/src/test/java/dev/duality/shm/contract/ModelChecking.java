// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/// Asks Lincheck's model checker about a structure over a [HeapRegion]: it runs short scenarios
/// of operations in many interleavings of their accesses to the region, sequentially consistent ones, and looks for an
/// order of the operations in which each gives what it gave.
///
/// It cannot take a wait without an end, so operations here try once; what weaker orderings do is for the stress tests.
public final class ModelChecking {
    private ModelChecking() {}

    private static ModelCheckingOptions scenarios(int scenarios, int interleavings) {
        return new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(interleavings)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1);
    }

    /// Asserts that no scenario has an interleaving that cannot be explained.
    /// @param structure has a method for each operation, and a constructor without parameters
    public static void assertLinearizable(Class<?> structure) {
        scenarios(12, 400).check(structure);
    }

    /// The same in fewer scenarios and interleavings, for what takes long to open, as each interleaving opens it anew.
    public static void assertLinearizableInBrief(Class<?> structure) {
        scenarios(5, 120).check(structure);
    }

    /// Asserts that some scenario has one.
    public static void assertBroken(Class<?> structure) {
        assertThrows(
                LincheckAssertionError.class,
                () -> scenarios(50, 2000).minimizeFailedScenario(false).check(structure));
    }

    /// The same with fewer interleavings of each scenario and more scenarios, for what takes long to open.
    public static void assertBrokenInBrief(Class<?> structure) {
        assertThrows(
                LincheckAssertionError.class,
                () -> scenarios(200, 150).minimizeFailedScenario(false).check(structure));
    }
}
