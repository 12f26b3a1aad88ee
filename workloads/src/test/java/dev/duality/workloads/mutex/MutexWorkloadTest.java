// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mutex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.Payload;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MutexWorkloadTest implements WorkloadContract {
    private final MutexWorkload workload = new MutexWorkload();
    private final Payload none = new Payload(0);

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500"), Map.of("operations", "501", "work", "200", "think", "100", "pace", "300"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(Map<String, String> values) {
        return Setting.of(workload, Values.of(workload, values));
    }

    @Test
    void anEntryGivesHowManyThereWereBefore() {
        Specification section = workload.specification(setting(Map.of()));

        assertEquals(0, section.apply(MutexWorkload.ENTER, 10, 0, none));
        assertEquals(1, section.apply(MutexWorkload.ENTER, 10, 0, none));
    }

    @Test
    void noOtherOperationIsThere() {
        Specification section = workload.specification(setting(Map.of()));

        assertThrows(IllegalArgumentException.class, () -> section.apply(1, 0, 0, none));
    }

    @Test
    void theStateDependsOnTheNumberOfEntriesAndOnAllTheWorkInside() {
        Specification one = workload.specification(setting(Map.of()));
        Specification other = workload.specification(setting(Map.of()));
        one.apply(MutexWorkload.ENTER, 10, 0, none);
        other.apply(MutexWorkload.ENTER, 11, 0, none);
        long after = other.digest();

        assertNotEquals(one.digest(), after);
        other.apply(MutexWorkload.ENTER, 0, 0, none);
        assertNotEquals(after, other.digest());
    }

    @Test
    void workIsSoManyStepsAsThePaceSays() {
        Setting setting = setting(Map.of("work", "10000", "think", "2000", "pace", "250"));

        assertEquals(2_500, workload.script(setting, 0).a(0));
        assertEquals(500, workload.thinkSteps(setting));
    }

    private Optional<String> violation(long... befores) {
        Setting setting = setting(Map.of("operations", "4"));
        return workload.violation(
                new FinalState(setting, List.of(workload.script(setting, 0)), List.of(befores), 0, (_, _, _, _) -> -1));
    }

    @Test
    void eachNumberOfEntriesIsGivenOnceInAnyOrder() {
        assertEquals(Optional.empty(), violation(3, 0, 1, 2));
    }

    @Test
    void twoThatGotTheSameNumberWereInsideTogether() {
        assertEquals(
                Optional.of("entry 2 was never given, or one before it twice: two were inside"), violation(0, 1, 1, 3));
    }
}
