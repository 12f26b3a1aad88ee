// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import java.util.ArrayList;
import java.util.Arrays;
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
        geometry =
                new Geometry(blocks.count(), CacheWorkload.capacity(setting), scripts.size(), setting.payloadBytes());
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

    /// What does not hold; empty if all does.
    Optional<String> violation() {
        Optional<String> lost = unaccounted();
        return lost.isPresent() ? lost : new Coherence(finalState(), blocks).violation();
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

    /// What all workers have counted.
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
