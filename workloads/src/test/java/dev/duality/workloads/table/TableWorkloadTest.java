// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TableWorkloadTest implements WorkloadContract {
    private final TableWorkload workload = new TableWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "600", "buckets", "2", "entries", "2", "read", "40"),
                Map.of("operations", "600", "buckets", "1", "entries", "1", "read", "0", "payload", "200"),
                Map.of("operations", "600", "buckets", "12", "entries", "3", "skew", "1.2"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(Object... pairs) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i].toString(), pairs[i + 1].toString());
        }
        return Setting.of(workload, Values.of(workload, given));
    }

    private static long[] kinds(Script script) {
        long[] counts = new long[3];
        IntStream.range(0, script.size()).forEach(i -> counts[script.kind(i)]++);
        return counts;
    }

    @Test
    void aShareOfTheOperationsGetsAndTheRestPutsAndRemovesAlike() {
        long[] counts = kinds(workload.script(setting("operations", 10_000), 0));

        assertTrue(7_800 < counts[TableWorkload.GET] && counts[TableWorkload.GET] < 8_200, Arrays.toString(counts));
        assertTrue(850 < counts[TableWorkload.PUT] && counts[TableWorkload.PUT] < 1_150, Arrays.toString(counts));
        assertEquals(10_000, Arrays.stream(counts).sum());
    }

    @Test
    void aTableThatIsOnlyReadIsNeverChanged() {
        assertEquals(500, kinds(workload.script(setting("operations", 500, "read", 100), 0))[TableWorkload.GET]);
        assertEquals(0, kinds(workload.script(setting("operations", 500, "read", 0), 0))[TableWorkload.GET]);
    }

    @Test
    void theMoreSkewedTheMoreOftenOneKeyIsAskedFor() {
        long[] most = IntStream.range(0, 4)
                .mapToLong(at -> mostPopular(List.of("0", "0.5", "0.99", "1.2").get(at)))
                .toArray();

        assertTrue(most[0] < 100, "alike, each of 288 keys has about 35 of 10,000: " + most[0]);
        assertTrue(2 * most[0] < most[1] && most[1] < most[2] && most[2] < most[3], Arrays.toString(most));
        assertTrue(2_200 < most[3] && most[3] < 2_800, "the first of 288 under 1.2 has a fourth: " + most[3]);
    }

    private long mostPopular(String skew) {
        Script script = workload.script(setting("skew", skew, "operations", 10_000), 0);
        Map<Long, Long> counts = new LinkedHashMap<>();
        IntStream.range(0, script.size()).forEach(i -> counts.merge(script.a(i), 1L, Long::sum));
        return counts.values().stream().mapToLong(count -> count).max().orElseThrow();
    }

    @Test
    void theSameKeyIsPopularWithAllWorkers() {
        Setting setting = setting("skew", "1.2", "operations", 4_000).withWorkers(2);
        long[] first = new long[2];
        for (int worker = 0; worker < 2; worker++) {
            Script script = workload.script(setting, worker);
            Map<Long, Long> counts = new LinkedHashMap<>();
            IntStream.range(0, script.size()).forEach(i -> counts.merge(script.a(i), 1L, Long::sum));
            first[worker] = counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }

        assertEquals(first[0], first[1]);
    }

    @Test
    void noTwoPutsOfAJobLeaveTheSame() {
        Setting setting = setting("read", 0, "operations", 1_000, "buckets", 1, "entries", 1)
                .withWorkers(3);
        List<Long> stamps = IntStream.range(0, 3)
                .boxed()
                .flatMap(worker -> {
                    Script script = workload.script(setting, worker);
                    return IntStream.range(0, script.size())
                            .filter(i -> script.kind(i) == TableWorkload.PUT)
                            .mapToObj(i -> {
                                Payload payload = setting.payload();
                                script.load(i, payload);
                                return payload.stamp();
                            });
                })
                .toList();

        assertEquals(stamps.size(), stamps.stream().distinct().count());
        assertTrue(stamps.size() > 400, stamps.size() + " puts");
    }

    @Test
    void moreThanFitsIsRefusedInOneLine() {
        BadInput refusal = assertThrows(BadInput.class, () -> setting("buckets", 1_000_000, "entries", 500));

        assertEquals(
                "buckets is 1000000, entries is 500 and payload is 64, together 128,000,000,000 bytes,"
                        + " but at most 268,435,456 are possible; lower one of them",
                refusal.getMessage());
    }

    @Test
    void aSkewIsANumberThatPeopleWrite() {
        for (String skew : List.of("1.3", "-0.1", "NaN", "1d", "0x1p0", "1e0", ".5", "", "one")) {
            BadInput refusal = assertThrows(BadInput.class, () -> setting("skew", skew), skew);

            assertTrue(refusal.getMessage().contains("a number from 0 to 1.2"), refusal.getMessage());
        }
    }

    @Test
    void aMillionEntriesAreATableLikeAnyOther() {
        Setting setting = setting("buckets", 1 << 20, "entries", 1).withWorkers(2);

        for (Side side : workload.sides()) {
            assertEquals(Optional.empty(), side.rejects(setting), side.substrate());
        }
    }

    @Test
    void locksBeyondMemoryAreRefused() {
        Setting setting = setting("buckets", 1 << 20, "entries", 1).withWorkers(1024);
        Side mcs = new BucketLockSide(BucketLock.MCS);

        String reason = mcs.rejects(setting).orElseThrow();
        assertTrue(reason.contains("but may have 2,048; lower buckets or workers"), reason);
    }
}
