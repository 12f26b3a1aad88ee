// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Steps;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerLoopTest {
    private static final Workload ANY =
            Catalog.load(WorkerLoopTest.class.getClassLoader()).workload("counter");
    private static final Setting SETTING = Setting.of(ANY, Values.of(ANY, Map.of()));
    private static final Script SCRIPT =
            Script.builder().add(0, 7, 0).add(0, 8, 0).add(0, 9, 0).build();

    /// A loop over operations that give their `a`.
    private static WorkerLoop loop(int window, long thinkSteps) {
        Setting setting = SETTING.withWindow(window);
        return new WorkerLoop(
                new DirectCaller(setting) {
                    @Override
                    public long call(int kind, long a, long b, Payload payload) {
                        return a;
                    }
                },
                SCRIPT,
                setting,
                thinkSteps);
    }

    @Test
    void goesThroughTheScriptAgainAndAgain() {
        WorkerLoop loop = loop(1, 0);

        assertEquals(7 + 8, loop.run(2));
        assertEquals(7 + 8 + 9 + 7, loop.run(2));
        assertEquals(4, loop.operations());
    }

    @Test
    void thinksAboutAllThatItWasAnsweredBeforeEachOperation() {
        WorkerLoop loop = loop(1, 5);

        long first = Steps.take(0, 5) + 7;
        long second = Steps.take(first, 5) + 8;
        assertEquals(second, loop.run(2));
        assertEquals(Steps.take(second, 5) + 9, loop.run(1));
        assertEquals(3, loop.operations());
    }

    @Test
    void thinksBeforeItIssuesWhereSeveralOperationsAreUnderWay() {
        WorkerLoop loop = loop(2, 5);

        assertEquals(Steps.take(0, 10), loop.run(2));
        loop.drain();
        assertEquals(Steps.take(0, 10) + 7 + 8, loop.run(0));
    }
}
