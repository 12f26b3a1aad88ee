// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.cache.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A lock-free cache, what its workers ask of it, and what must hold afterwards.
final class SharedRun implements AutoCloseable {
    private final Setting setting;
    private final Blocks blocks;
    private final Geometry geometry;
    private final Region region;
    private final LockFreeCache cache;
    private final List<Script> scripts;
    private final List<long[]> results;

    /// @param scripts what each worker asks for
    /// @param seenAs makes of the memory the region that the cache works on
    SharedRun(CacheWorkload workload, Setting setting, List<Script> scripts, UnaryOperator<Region> seenAs) {
        this.setting = setting;
        this.scripts = scripts;
        blocks = workload.blocks(setting);
        geometry = new Geometry(
                blocks.count(),
                CacheWorkload.capacity(setting),
                scripts.size(),
                setting.payloadBytes(),
                CacheWorkload.policy(setting));
        region = seenAs.apply(setting.region(geometry.layout));
        cache = new LockFreeCache(region, geometry);
        results = scripts.stream().map(script -> new long[script.size()]).toList();
    }

    /// The workload's own scripts.
    static SharedRun of(CacheWorkload workload, Setting setting, UnaryOperator<Region> seenAs) {
        List<Script> scripts = IntStream.range(0, setting.workers())
                .mapToObj(worker -> workload.script(setting, worker))
                .toList();
        return new SharedRun(workload, setting, scripts, seenAs);
    }

    /// A worker's part.
    void play(int worker) {
        play(worker, 0, scripts.get(worker).size());
    }

    /// The operations `from` to `to` - 1 of a worker.
    void play(int worker, int from, int to) {
        Holdings mine = new Holdings(region, geometry, worker);
        Payload payload = setting.payload();
        Script script = scripts.get(worker);
        for (int i = from; i < to; i++) {
            script.load(i, payload);
            int block = blocks.id(script.a(i), script.b(i));
            results.get(worker)[i] = apply(mine, script.kind(i), block, payload);
        }
    }

    private long apply(Holdings mine, int kind, int block, Payload payload) {
        return kind == CacheWorkload.READ ? cache.read(mine, block, payload) : cache.write(mine, block, payload);
    }

    /// The first violation; empty if all holds.
    Optional<String> violation() {
        return unaccounted()
                .or(this::unqueued)
                .or(this::haunted)
                .or(() -> new Coherence(finalState(), blocks).violation());
    }

    /// By SIEVE and S3-FIFO each slot that holds a block is in one queue, once.
    private Optional<String> unqueued() {
        if (geometry.policy != Policy.SIEVE && geometry.policy != Policy.S3_FIFO) {
            return Optional.empty();
        }
        List<Integer> queued = new ArrayList<>(all(geometry.queue(region, 0)));
        queued.addAll(all(geometry.queue(region, 1)));
        List<Integer> held = IntStream.range(0, geometry.blocks)
                .mapToLong(block -> region.getPlain(geometry.entry(block)))
                .filter(Entry::isResident)
                .mapToInt(entry -> (int) region.getPlain(geometry.slotOf(Entry.frame(entry))))
                .boxed()
                .toList();
        return queued.stream().sorted().toList().equals(held.stream().sorted().toList())
                ? Optional.empty()
                : Optional.of("slots %s hold blocks, but %s are in the queues".formatted(held, queued));
    }

    /// S3-FIFO's ghosts are counted, each of their places in the queue too, and there is at most one too many for each
    /// worker.
    private Optional<String> haunted() {
        if (geometry.policy != Policy.S3_FIFO) {
            return Optional.empty();
        }
        List<Integer> places = all(geometry.ghostQueue(region));
        long ghosts = 0;
        for (int block = 0; block < geometry.blocks; block++) {
            long word = region.getPlain(geometry.ghost(block));
            ghosts += word & 1;
            if (word >> 1 != Collections.frequency(places, block)) {
                return Optional.of("block %d has the word %d, but the ghosts are %s".formatted(block, word, places));
            }
        }
        long counted = region.getPlain(geometry.ghosts);
        return ghosts == counted && ghosts <= geometry.mainSlots() + setting.workers()
                ? Optional.empty()
                : Optional.of(
                        "%d ghosts, counted as %d; there may be %d".formatted(ghosts, counted, geometry.mainSlots()));
    }

    /// The numbers in a queue, which stay there.
    private static List<Integer> all(FifoQueue queue) {
        List<Integer> all = new ArrayList<>();
        for (int number = queue.poll(); number >= 0; number = queue.poll()) {
            all.add(number);
        }
        all.forEach(queue::offer);
        return all;
    }

    private FinalState finalState() {
        Holdings first = new Holdings(region, geometry, 0);
        return new FinalState(
                setting,
                scripts,
                results,
                cache.digest(),
                (kind, file, block, payload) -> apply(first, kind, blocks.id(file, block), payload));
    }

    /// Every slot and every frame has exactly one owner.
    private Optional<String> unaccounted() {
        int[] slots = new int[geometry.capacity];
        int[] frames = new int[geometry.frames()];
        for (int block = 0; block < geometry.blocks; block++) {
            long entry = region.getPlain(geometry.entry(block));
            if (Entry.isResident(entry)) {
                slots[(int) region.getPlain(geometry.slotOf(Entry.frame(entry)))]++;
                frames[Entry.frame(entry)]++;
            }
        }
        for (int worker = 0; worker < setting.workers(); worker++) {
            Holdings holdings = new Holdings(region, geometry, worker);
            frames[holdings.frame()]++;
            if (holdings.spareSlot() >= 0) {
                slots[holdings.spareSlot()]++;
                frames[holdings.spareFrame()]++;
            }
        }
        for (long slot = region.getPlain(geometry.hand); slot < geometry.capacity; slot++) {
            slots[(int) slot]++;
            frames[(int) slot]++;
        }
        boolean all = Arrays.stream(slots).allMatch(owners -> owners == 1)
                && Arrays.stream(frames).allMatch(owners -> owners == 1);
        return all
                ? Optional.empty()
                : Optional.of(
                        "owners of slots %s, of frames %s".formatted(Arrays.toString(slots), Arrays.toString(frames)));
    }

    /// The counts of all workers.
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (int worker = 0; worker < setting.workers(); worker++) {
            new Holdings(region, geometry, worker).counts().forEach((name, n) -> counts.merge(name, n, Long::sum));
        }
        return counts;
    }

    long digest() {
        return cache.digest();
    }

    /// All results of a worker.
    List<Long> results(int worker) {
        return new ArrayList<>(Arrays.stream(results.get(worker)).boxed().toList());
    }

    @Override
    public void close() {
        region.close();
    }
}
