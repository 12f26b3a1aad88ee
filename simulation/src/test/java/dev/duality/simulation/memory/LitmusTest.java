// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LitmusTest {
    @TestFactory
    Stream<DynamicTest> whatIsAllowedIsSeenAndNothingElse() {
        return LitmusTests.ALL.stream()
                .map(test -> dynamicTest(test.name(), () -> assertEquals(test.allowed(), test.isSeen(false))));
    }

    @TestFactory
    Stream<DynamicTest> soItIsWithStoresThatAreDoneEarly() {
        return LitmusTests.ALL.stream()
                .map(test -> dynamicTest(test.name(), () -> assertEquals(test.allowedEarly(), test.isSeen(true))));
    }
}
