// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.duality.workloads.Workload;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingWorkloadTest {
    static Stream<Method> everyMethodOfAWorkload() {
        return Stream.of(Workload.class.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    /// Else a workload that says something is played as one that says nothing.
    @ParameterizedTest
    @MethodSource
    void everyMethodOfAWorkload(Method method) {
        assertDoesNotThrow(
                () -> ForwardingWorkload.class.getDeclaredMethod(method.getName(), method.getParameterTypes()));
    }
}
