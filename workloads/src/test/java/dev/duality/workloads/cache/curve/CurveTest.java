// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.curve;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.Heap;
import dev.duality.workloads.cache.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Curves beside caches that were written from the papers, by lists.
final class CurveTest {
    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private Curve curve(List<Integer> references, List<Integer> sizes, Policy... policies) throws IOException {
        Path file = Files.writeString(
                folder.resolve("t"), references.stream().map(id -> id + "\n").collect(Collectors.joining()));
        return Curve.of(TraceFile.open(file, Optional.empty(), 1), sizes, List.of(policies), (_, _) -> {});
    }

    /// Some blocks are asked for often, some once in a row with others.
    private static List<Integer> references(SplittableRandom random) {
        int blocks = random.nextInt(1, 200);
        int count = random.nextInt(1, 4_000);
        List<Integer> references = new ArrayList<>();
        while (references.size() < count) {
            if (random.nextInt(30) == 0) {
                int first = random.nextInt(blocks);
                IntStream.range(first, Math.min(blocks, first + 40)).forEach(references::add);
            } else {
                references.add((int) (blocks * Math.pow(random.nextDouble(), 3)));
            }
        }
        return references;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPolicyFindsWhatItsPaperSays(long seed) throws IOException {
        List<Integer> references = references(new SplittableRandom(seed));
        List<Integer> sizes = List.of(1, 2, 3, 5, 9, 10, 11, 20, 40, 77, 150, 1_000);

        Curve curve = curve(references, sizes, Policy.values());

        assertAll(
                () -> assertEquals(
                        hits(references, sizes, ByThePaper::lru), curve.hits().get(Policy.LRU)),
                () -> assertEquals(
                        hits(references, sizes, ByThePaper::clock), curve.hits().get(Policy.CLOCK)),
                () -> assertEquals(
                        hits(references, sizes, ByThePaper::sieve), curve.hits().get(Policy.SIEVE)),
                () -> assertEquals(
                        hits(references, sizes, ByThePaper::s3Fifo),
                        curve.hits().get(Policy.S3_FIFO)));
    }

    private static List<Long> hits(
            List<Integer> references, List<Integer> sizes, ToLongBiFunction<List<Integer>, Integer> rule) {
        return sizes.stream().map(size -> rule.applyAsLong(references, size)).toList();
    }

    /// A heap for one cache at a time, and one that is too small for any.
    @Test
    void whatDoesNotFitAtOnceIsPlayedInTurn() throws IOException {
        List<Integer> references = references(new SplittableRandom(7));
        for (int i = 0; i < 2_000; i++) {
            references.add(i);
        }
        List<Integer> sizes = List.of(10, 100, 1_000, 1_500, 1_900, 5_000);
        Curve whole = curve(references, sizes, Policy.values());
        TraceFile file = TraceFile.open(folder.resolve("t"), Optional.empty(), 1);

        Heap small = new Heap("trace X", 420_000);
        assertEquals(whole, Curve.of(file, sizes, List.of(Policy.values()), (_, _) -> {}, small));
        Heap smaller = new Heap("trace X", 200_000);
        assertThrows(BadInput.class, () -> Curve.of(file, sizes, List.of(Policy.values()), (_, _) -> {}, smaller));
    }

    @Test
    void theUsualSizesEndWhereEveryBlockFits() throws IOException {
        Curve curve = curve(IntStream.range(0, 3_000).boxed().toList(), List.of(), Policy.LRU);

        assertEquals(List.of(2, 3, 6, 12, 24, 47, 94, 188, 375, 750, 1500, 3000), curve.sizes());
        assertEquals(List.of(1), curve(List.of(5, 5), List.of(), Policy.LRU).sizes());
    }

    @Test
    void sizesAreSortedAndEachIsThereOnce() throws IOException {
        assertEquals(
                List.of(1, 3),
                curve(List.of(5, 5), List.of(3, 1, 3), Policy.LRU).sizes());
    }

    /// The places of stack distances are used up several times, and grow.
    @Test
    void manyBlocksKeepTheirDistances() throws IOException {
        List<Integer> references = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            IntStream.range(0, 5_000).forEach(references::add);
        }

        Curve curve = curve(references, List.of(4_999, 5_000), Policy.LRU);

        assertEquals(List.of(0L, 15_000L), curve.hits().get(Policy.LRU));
    }

    @Test
    void whatTheCachesTakeIsAskedForBefore() {
        StackDistances distances = new StackDistances(new Heap("trace X", 1 << 20));
        BadInput refusal =
                assertThrows(BadInput.class, () -> IntStream.range(0, 1 << 20).forEach(distances::add));

        assertTrue(refusal.getMessage().startsWith("trace X is too long for the heap: "), refusal.getMessage());
    }
}
