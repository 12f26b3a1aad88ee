// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DetectorWorkloadTest implements WorkloadContract {
    private final DetectorWorkload workload = new DetectorWorkload();
    private final Payload none = new Payload(0);

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500", "asks", "50", "ticks", "1"),
                Map.of("operations", "501", "asks", "20", "ticks", "0"),
                Map.of("operations", "502"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(int processes, String ticks, String asks) {
        return Setting.of(workload, Values.of(workload, Map.of("ticks", ticks, "asks", asks, "operations", "1000")))
                .withWorkers(processes);
    }

    @Test
    void aProcessIsSuspectedOnceItsLastBeatIsMoreTicksAgoThanTheTimeOut() {
        Specification beats = workload.specification(setting(3, "5", "10"));
        beats.apply(DetectorWorkload.BEAT, 10, 0, none);
        beats.apply(DetectorWorkload.BEAT, 12, 2, none);

        assertEquals(0b010, beats.apply(DetectorWorkload.ASK, 15, 0, none)); // the second has never beaten
        assertEquals(0b011, beats.apply(DetectorWorkload.ASK, 16, 0, none));
        assertEquals(0b111, beats.apply(DetectorWorkload.ASK, 18, 0, none));
    }

    @Test
    void aBeatGivesTheTicksSinceTheOneBeforeAndDoesNotGoBack() {
        Specification beats = workload.specification(setting(1, "5", "10"));

        assertEquals(7, beats.apply(DetectorWorkload.BEAT, 7, 0, none));
        assertEquals(3, beats.apply(DetectorWorkload.BEAT, 10, 0, none));
        assertEquals(-2, beats.apply(DetectorWorkload.BEAT, 8, 0, none));
        assertEquals(0, beats.apply(DetectorWorkload.ASK, 15, 0, none));
    }

    @Test
    void moreProcessesThanAnAnswerHasBitsComeInGroups() {
        Specification beats = workload.specification(setting(66, "5", "10"));
        beats.apply(DetectorWorkload.BEAT, 10, 65, none);

        assertEquals(-1, beats.apply(DetectorWorkload.ASK, 10, 0, none));
        assertEquals(0b01, beats.apply(DetectorWorkload.ASK, 10, 1, none));
    }

    @Test
    void noOtherOperationIsThere() {
        Specification beats = workload.specification(setting(1, "5", "10"));

        assertThrows(IllegalArgumentException.class, () -> beats.apply(2, 0, 0, none));
    }

    @Test
    void theDigestSaysWhoBeatLastWhen() {
        Specification one = workload.specification(setting(2, "5", "10"));
        Specification other = workload.specification(setting(2, "5", "10"));
        one.apply(DetectorWorkload.BEAT, 3, 0, none);
        other.apply(DetectorWorkload.BEAT, 3, 1, none);

        assertNotEquals(one.digest(), other.digest());
        other.apply(DetectorWorkload.BEAT, 4, 0, none);
        assertNotEquals(one.digest(), other.digest());
    }

    @Test
    void aWorkerBeatsForItselfAndAsksAsOftenAsItIsTold() {
        Script script = workload.script(setting(2, "5", "30"), 1);
        long asks = IntStream.range(0, script.size())
                .filter(i -> script.kind(i) == DetectorWorkload.ASK)
                .count();

        assertTrue(asks > 100 && asks < 200, () -> "asks: " + asks);
        for (int i = 0; i < script.size(); i++) {
            assertEquals(i + 1, script.a(i));
            assertEquals(script.kind(i) == DetectorWorkload.BEAT ? 1 : 0, script.b(i));
        }
    }

    /// Else a beat of the second pass is no later than the last of the first, and means nothing.
    @Test
    void ticksGoOnWithTheNextPass() {
        Script script = workload.script(setting(2, "5", "30"), 1);

        assertEquals(script.a(script.size() - 1), script.growth());
    }

    private static Script script() {
        return Script.builder()
                .add(DetectorWorkload.BEAT, 1, 0)
                .add(DetectorWorkload.ASK, 2, 0)
                .add(DetectorWorkload.ASK, 3, 0)
                .build();
    }

    private Optional<String> violation(long[] results, Procedure kernel) {
        return workload.violation(
                new FinalState(setting(1, "1", "10"), List.of(script()), List.of(results), 0, kernel));
    }

    @Test
    void whatAWorkerKnowsOfItselfIsChecked() {
        Procedure kernel = (_, tick, _, _) -> tick > 2 ? 1 : 0;

        assertEquals(Optional.empty(), violation(new long[] {1, 0, 1}, kernel));
        assertEquals(
                Optional.of("worker 0, which beat at tick 1, was suspected by itself at tick 2"),
                violation(new long[] {1, 1, 1}, kernel));
        assertEquals(
                Optional.of("worker 0, which beat at tick 1, was not suspected by itself at tick 3"),
                violation(new long[] {1, 0, 0}, kernel));
    }

    @Test
    void atTheEndTheLastBeatsAreThoseOfTheScripts() {
        assertEquals(
                Optional.of("process 0, whose last beat was at tick 1, is suspected at tick 2"),
                violation(new long[] {1, 0, 1}, (_, tick, _, _) -> 1));
        assertEquals(
                Optional.of("process 0, whose last beat was at tick 1, is not suspected at tick 3"),
                violation(new long[] {1, 0, 1}, (_, tick, _, _) -> 0));
    }
}
