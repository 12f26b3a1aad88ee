// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.workloads.BusyWork;
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

    /// A loop over two operations that give their `a`, and answer it in as many bytes as their `b` says.
    private static WorkerLoop replying(int window) {
        Setting setting = new Setting(SETTING.values(), 100, 1, 1, window, SETTING.waiting(), 1, SETTING.options());
        return new WorkerLoop(
                new DirectCaller(setting) {
                    @Override
                    public long call(int kind, long a, long b, Payload payload) {
                        payload.stamp(a, (int) b);
                        return a;
                    }
                },
                Script.builder().add(0, 7, 100).add(0, 8, 0).growing(10).build(),
                setting,
                0);
    }

    @Test
    void operandsGrowWithEachPassAndTheBytesOfRepliesCount() {
        Payload reply = new Payload(100);
        long expected = 0;
        for (long a : new long[] {7, 17, 27}) {
            reply.stamp(a, 100);
            expected += a + reply.sum();
        }
        for (int window : new int[] {1, 2}) {
            WorkerLoop loop = replying(window);
            loop.run(5);
            loop.drain();

            assertEquals(expected + 8 + 18, loop.done().headway().answers(), "window " + window);
            assertEquals(5, loop.done().headway().operations());
        }
    }

    @Test
    void thinksAboutAllThatItWasAnsweredBeforeEachOperation() {
        WorkerLoop loop = loop(1, 5);

        long first = BusyWork.take(0, 5);
        long second = BusyWork.take(first + 7, 5);
        assertEquals(second + 7 + 8, loop.run(2));
        assertEquals(BusyWork.take(second + 7 + 8, 5) + 7 + 8 + 9, loop.run(1));
        assertEquals(3, loop.operations());
    }

    @Test
    void thinksBeforeItIssuesWhereSeveralOperationsAreUnderWay() {
        WorkerLoop loop = loop(2, 5);

        assertEquals(BusyWork.take(0, 10), loop.run(2));
        loop.drain();
        assertEquals(BusyWork.take(0, 10) + 7 + 8, loop.run(0));
    }
}
