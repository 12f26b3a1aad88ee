// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The trace of a real Sprite file server, which is not part of this project: name it in `DUALITY_SPRITE_TRACE`, and
/// there are tests here.
final class SpriteTraceTest {
    private final CacheWorkload workload = new CacheWorkload();

    @TestFactory
    Stream<DynamicTest> theHitsAreThePublishedOnes() {
        return Stream.ofNullable(System.getenv("DUALITY_SPRITE_TRACE"))
                .flatMap(trace -> Stream.of(
                        DynamicTest.dynamicTest(
                                "CLOCK, 70.42 %", () -> assertEquals(94_358, hits(setting(trace, "clock")))),
                        DynamicTest.dynamicTest(
                                "LRU, 70.77 %", () -> assertEquals(94_834, hits(setting(trace, "lru")))),
                        DynamicTest.dynamicTest(
                                "lock-free CLOCK", () -> assertEquals(94_358, lockFreeHits(setting(trace, "clock")))),
                        DynamicTest.dynamicTest(
                                "lock-free SIEVE",
                                () -> SharedOrderTest.assertTheHitsOfThePaper(workload, setting(trace, "sieve"))),
                        DynamicTest.dynamicTest(
                                "lock-free S3-FIFO",
                                () -> SharedOrderTest.assertTheHitsOfThePaper(workload, setting(trace, "s3-fifo")))));
    }

    private Setting setting(String trace, String policy) {
        return Settings.of(workload, "trace", trace, "capacity", 400, "policy", policy, "payload", 64);
    }

    private long hits(Setting setting) {
        Specification cache = workload.specification(setting);
        Script script = workload.script(setting, 0);
        Payload payload = setting.payload();
        for (int i = 0; i < script.size(); i++) {
            script.load(i, payload);
            cache.apply(script.kind(i), script.a(i), script.b(i), payload);
        }
        assertEquals(133_996, script.size());
        assertEquals(7_075, workload.blocks(setting).count());
        return cache.counts().get("hits");
    }

    private long lockFreeHits(Setting setting) {
        try (SharedRun run = SharedRun.of(workload, setting, UnaryOperator.identity())) {
            run.play(0);
            return run.counts().get("hits");
        }
    }
}
