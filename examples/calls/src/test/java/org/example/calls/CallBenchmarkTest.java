// SPDX-License-Identifier: Apache-2.0
package org.example.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// In this JVM and for milliseconds: whether it runs, not how fast.
class CallBenchmarkTest {
    @Test
    void eachSubstrateIsCalledByTwoWorkers() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CallBenchmark.class.getName() + ".call")
                        .forks(0)
                        .threads(2)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertEquals(
                Set.of("shm:lockfree", "shm:lock", "messaging:ring", "messaging:jctools-mpsc"),
                results.stream()
                        .map(result -> result.getParams().getParam("on"))
                        .collect(Collectors.toSet()));
        for (RunResult result : results) {
            assertTrue(
                    result.getPrimaryResult().getSampleCount() > 0,
                    result.getParams().id());
        }
    }
}
