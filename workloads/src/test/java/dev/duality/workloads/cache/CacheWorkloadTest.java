// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.contract.WorkloadContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheWorkloadTest implements WorkloadContract {
    @TempDir
    private Path folder;

    private final CacheWorkload workload = new CacheWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "600", "capacity", "8", "files", "4", "blocks", "4", "writes", "40"),
                Map.of("operations", "600", "capacity", "20", "payload", "512", "skew", "uniform", "files", "5"),
                Map.of("operations", "600", "capacity", "6", "payload", "8", "policy", "lru", "writes", "100"),
                Map.of("operations", "600", "capacity", "8", "payload", "8", "policy", "sieve", "writes", "30"),
                Map.of("operations", "600", "capacity", "21", "payload", "8", "policy", "s3-fifo", "writes", "30"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting trace(String content) throws IOException {
        return Settings.of(workload, "trace", Files.writeString(folder.resolve("t"), content), "writes", 0);
    }

    @Test
    void workersTakeTheReferencesOfATraceInTurn() throws IOException {
        Setting setting = trace("5\n6\n7\n8\n9\n").withWorkers(2);
        Script first = workload.script(setting, 0);
        Script second = workload.script(setting, 1);

        assertEquals(
                List.of(0L, 2L, 4L), IntStream.range(0, 3).mapToObj(first::b).toList());
        assertEquals(List.of(1L, 3L), IntStream.range(0, 2).mapToObj(second::b).toList());
    }

    @Test
    void aTraceThatSaysWhatIsWrittenIsObeyed() throws IOException {
        Script script = workload.script(trace("w,1,1\nr,1,1\n"), 0);

        assertEquals(CacheWorkload.WRITE, script.kind(0));
        assertEquals(CacheWorkload.READ, script.kind(1));
    }

    @Test
    void aShareOfTheAccessesWrites() {
        Script script = workload.script(Settings.of(workload, "writes", 30, "operations", 10_000), 0);

        long writes = IntStream.range(0, script.size())
                .filter(i -> script.kind(i) == CacheWorkload.WRITE)
                .count();
        assertTrue(2_700 < writes && writes < 3_300, writes + " writes");
    }

    @Test
    void bySkewOneBlockInManyIsAskedForMoreThanOthers() {
        assertTrue(mostPopular("zipf") > 1_000, "under Zipf the first of 1,024 blocks has a seventh");
        assertTrue(mostPopular("uniform") < 50, "uniformly every block has about 10 of 10,000");
    }

    private long mostPopular(String skew) {
        Setting setting = Settings.of(workload, "skew", skew, "operations", 10_000);
        Script script = workload.script(setting, 0);
        long[] counts = new long[workload.blocks(setting).count()];
        for (int i = 0; i < script.size(); i++) {
            counts[workload.blocks(setting).id(script.a(i), script.b(i))]++;
        }
        return Arrays.stream(counts).max().orElseThrow();
    }

    @Test
    void workersDoNotAllAskForTheSame() {
        Setting setting = Settings.of(workload).withWorkers(2);

        assertTrue(IntStream.range(0, 100)
                .anyMatch(i -> workload.script(setting, 0).b(i)
                        != workload.script(setting, 1).b(i)));
    }

    @Test
    void noTwoWritesOfAJobLeaveTheSame() {
        Setting setting = Settings.of(workload, "writes", 100, "payload", 8, "operations", 1_000)
                .withWorkers(3);
        List<Long> stamps = IntStream.range(0, 3)
                .boxed()
                .flatMap(worker -> {
                    Script script = workload.script(setting, worker);
                    return IntStream.range(0, script.size()).mapToObj(i -> {
                        Payload payload = setting.payload();
                        script.load(i, payload);
                        return payload.stamp();
                    });
                })
                .toList();

        assertEquals(1_000, stamps.stream().distinct().count());
    }

    @Test
    void moreBlocksThanThereCanBeAreRefused() {
        BadInput refusal =
                assertThrows(BadInput.class, () -> Settings.of(workload, "files", 4_000_000, "blocks", 1_000_000));

        assertEquals(
                "files is 4000000 and blocks is 1000000, together 4,000,000,000,000 blocks,"
                        + " but at most 4,194,304 are possible",
                refusal.getMessage());
    }

    @Test
    void aCacheBeyondItsBoundsIsRefused() {
        BadInput refusal =
                assertThrows(BadInput.class, () -> Settings.of(workload, "capacity", 32_768, "payload", 65_536));

        assertEquals(
                "capacity is 32768 and payload is 65536, together 2,147,483,648 bytes,"
                        + " but at most 268,435,456 are possible; lower payload",
                refusal.getMessage());
    }

    private final Side lockFree = workload.sides().getFirst();

    @Test
    void theLockFreeCacheSaysWhyItCannotKeepLru() {
        assertEquals(
                Optional.of("LRU moves a block to the front of one list at every hit, which all workers would have to"
                        + " change together; use policy=clock, sieve or s3-fifo"),
                lockFree.rejects(Settings.of(workload, "policy", "lru")));
    }

    @Test
    void theLockFreeCacheKeepsClockSieveAndS3Fifo() {
        for (String policy : List.of("clock", "sieve", "s3-fifo")) {
            assertEquals(Optional.empty(), lockFree.rejects(Settings.of(workload, "policy", policy)), policy);
        }
    }

    @Test
    void aCacheMayHaveMillionsOfBlocks() {
        Setting setting =
                Settings.of(workload, "capacity", 4_000_000, "payload", 64).withWorkers(2);

        assertEquals(Optional.empty(), lockFree.rejects(setting));
    }

    @Test
    void theSizeOfTheJobIsThatOfAllScripts() throws IOException {
        for (Setting setting : List.of(
                Settings.of(workload, "operations", 1_001).withWorkers(3),
                Settings.of(workload, "operations", 2).withWorkers(3),
                trace("5\n6\n7\n8\n9\n").withWorkers(2),
                trace("5\n").withWorkers(2))) {
            long operations = 0;
            for (int worker = 0; worker < setting.workers(); worker++) {
                operations += workload.script(setting, worker).size();
            }

            assertEquals(operations, workload.operations(setting));
        }
    }

    @Test
    void theLockFreeCacheNeedsTwoBlocksForEachWorker() {
        assertEquals(
                Optional.empty(),
                lockFree.rejects(Settings.of(workload, "capacity", 4).withWorkers(2)));
        assertEquals(
                Optional.of("capacity is 3 blocks, but 2 workers need at least 2 each"),
                lockFree.rejects(Settings.of(workload, "capacity", 3).withWorkers(2)));
    }

    @Test
    void theLockFreeCacheIsOneAndNotSeveral() {
        assertEquals(
                Optional.of("it is one cache, and 2 owners are as many; use 1 owner"),
                lockFree.rejects(Settings.of(workload).withOwners(2)));
    }

    @Test
    void moreOwnersThanBlocksAreRefusedWhereverTheyRun() {
        Setting setting = Settings.of(workload, "capacity", 2).withOwners(3);
        Catalog catalog = Catalog.load(loader());

        for (String substrate : List.of("messaging:ring", "shm:lock", "shm:mailbox")) {
            Side side = catalog.side(workload, substrate);
            BadInput refusal = assertThrows(BadInput.class, () -> side.open(setting));
            assertEquals("capacity is 2 blocks, but 3 owners need at least 1 each", refusal.getMessage());
        }
    }
}
