// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reason of a closed loop that JMH could not run.
class ClosedLoadTest {
    private static RuntimeException thrown(String... classes) {
        RuntimeException thrown = new IllegalStateException("enough");
        thrown.setStackTrace(Stream.of(classes)
                .map(name -> new StackTraceElement(name, "call", name.replaceFirst(".*\\.", "") + ".java", 12))
                .toArray(StackTraceElement[]::new));
        return new IllegalStateException("Benchmark caught the exception", thrown);
    }

    @Test
    void whatAClassOfTheUsersThrowsHasItsNameAndItsPlace() {
        assertEquals(
                "java.lang.IllegalStateException: enough, at Queue.java:12",
                ClosedLoad.reason(thrown("my.Queue", "dev.duality.jmh.KernelBenchmark", "org.openjdk.jmh.Runner")));
    }

    @Test
    void whatWeHaveThrownIsItsSentence() {
        assertEquals("enough", ClosedLoad.reason(thrown("dev.duality.jmh.KernelBenchmark", "org.openjdk.jmh.Runner")));
    }
}
