// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.Region;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LinesWorkloadTest implements WorkloadContract {
    private final LinesWorkload workload = new LinesWorkload();
    private final Payload none = new Payload(0);

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500"),
                Map.of("operations", "501", "lines", "1"),
                Map.of("operations", "502", "lines", "8", "think", "100"),
                Map.of("operations", "503", "lines", "5", "reads", "50"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(int lines, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("lines", Integer.toString(lines));
        values.put("operations", "4");
        return Setting.of(workload, Values.of(workload, values));
    }

    @Test
    void addingGivesTheFirstLinesValueBeforeAndCountsUpEveryLine() {
        Specification lines = workload.specification(setting(3, Map.of()));

        assertEquals(0, lines.apply(LinesWorkload.ADD, 0, 0, none));
        assertEquals(1, lines.apply(LinesWorkload.ADD, 0, 0, none));
        for (int line = 0; line < 3; line++) {
            assertEquals(2, lines.apply(LinesWorkload.GET, line, 0, none));
        }
    }

    @Test
    void aLookGivesTheSumOfAllLines() {
        Specification lines = workload.specification(setting(3, Map.of()));
        lines.apply(LinesWorkload.ADD, 0, 0, none);
        lines.apply(LinesWorkload.ADD, 0, 0, none);

        assertEquals(6, lines.apply(LinesWorkload.READ, 0, 0, none));
    }

    @Test
    void asManyOperationsLookAsAreAskedFor() {
        Setting setting = Setting.of(workload, Values.of(workload, Map.of("reads", "25", "operations", "10000")));
        Script script = workload.script(setting, 0);
        long reads = IntStream.range(0, script.size())
                .filter(i -> script.kind(i) == LinesWorkload.READ)
                .count();

        assertTrue(reads > 2_300 && reads < 2_700, () -> "reads: " + reads);
    }

    @Test
    void atomicAddsAreRefusedWhereSomebodyLooksAtAllLinesAtOnce() {
        Side adds = new AtomicAddsSide();

        assertEquals(Optional.empty(), adds.rejects(setting(4, Map.of())));
        assertEquals(
                Optional.of("a read of all lines at once takes more than an atomic add for each; use shm:seqlock"),
                adds.rejects(setting(4, Map.of("reads", "1"))));
    }

    @Test
    void aLookThatSawLinesThatDifferIsAViolation() {
        Setting setting = setting(3, Map.of("reads", "100"));
        Script script = workload.script(setting, 0);

        assertEquals(
                Optional.of("a read gave the sum 4, which 3 lines that are alike never have"),
                workload.violation(new FinalState(
                        setting, List.of(script), List.of(new long[] {0, 4, 3, 6}), 0, (_, _, _, _) -> 0)));
    }

    @Test
    void anotherValueAndAnotherNumberOfLinesHaveAnotherDigest() {
        Specification two = workload.specification(setting(2, Map.of()));
        Specification three = workload.specification(setting(3, Map.of()));
        long before = two.digest();
        assertNotEquals(before, three.digest());
        two.apply(LinesWorkload.ADD, 0, 0, none);

        assertNotEquals(before, two.digest());
    }

    @Test
    void wordsOfTheSpecificationLieOnLinesOfTheirOwnAwayFromTheArraysEnds() {
        for (int line = 0; line <= LinesWorkload.MAX_LINES; line++) {
            assertEquals((line + 1L) * Region.APART, (long) PlainLines.index(line) * Long.BYTES);
        }
    }

    @Test
    void thinkingIsSoManyStepsAsThePaceSays() {
        assertEquals(0, workload.thinkSteps(setting(1, Map.of())));
        assertEquals(2_500, workload.thinkSteps(setting(1, Map.of("think", "10000", "pace", "250"))));
    }

    private Optional<String> violation(long[] lines, long... befores) {
        Setting setting = setting(lines.length, Map.of()).withWorkers(2);
        Procedure kernel = (kind, line, _, _) -> kind == LinesWorkload.GET ? lines[(int) line] : -1;
        List<Script> scripts = List.of(workload.script(setting, 0), workload.script(setting, 1));
        return workload.violation(new FinalState(
                setting,
                scripts,
                List.of(new long[] {befores[0], befores[1]}, new long[] {befores[2], befores[3]}),
                0,
                kernel));
    }

    @Test
    void everyValueOfTheFirstLineIsFetchedOnceInAnyOrder() {
        assertEquals(Optional.empty(), violation(new long[] {4, 4}, 3, 0, 1, 2));
    }

    @Test
    void aLostAdditionToAnyLineIsAViolation() {
        assertEquals(Optional.of("line 2 is 3 after 4 additions of 1"), violation(new long[] {4, 4, 3}, 0, 1, 2, 3));
    }

    @Test
    void aValueThatWasFetchedTwiceIsAViolation() {
        assertEquals(
                Optional.of("value 2 was never fetched, or one before it twice"),
                violation(new long[] {4, 4}, 0, 1, 1, 3));
    }
}
