// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.Script;
import dev.duality.workloads.WorkerProgress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The invariant of a cache after a load: every block holds, untorn, the last that some worker wrote to it, and the
/// digest is made of that.
final class LastWrites implements AfterLoad.Invariant {
    private final Blocks blocks;

    LastWrites(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public Optional<String> violation(AfterLoad load) {
        Map<Integer, Set<Long>> last = new TreeMap<>(); // by block the stamps of each worker's last write
        for (WorkerProgress worker : load.workers()) {
            lastOf(worker, load.setting().payload())
                    .forEach((block, stamp) ->
                            last.computeIfAbsent(block, _ -> new HashSet<>()).add(stamp));
        }
        long digest = 0;
        for (Map.Entry<Integer, Set<Long>> written : last.entrySet()) {
            int block = written.getKey();
            long stamp = Stamps.of(load.ask(CacheWorkload.READ, blocks.file(block), blocks.block(block)));
            if (!written.getValue().contains(stamp)) {
                return Optional.of("file %d, block %d holds %s, not the last write of any worker"
                        .formatted(
                                blocks.file(block),
                                blocks.block(block),
                                stamp < 0 ? "bytes that do not belong together" : "stamp " + stamp));
            }
            digest += BlockCache.digest(block, stamp);
        }
        return digest == load.digest()
                ? Optional.empty()
                : Optional.of("the state's digest is %x, but its blocks make %x".formatted(load.digest(), digest));
    }

    /// A worker's last write to each block, as a stamp: of the pass that it is in, or else of the one before.
    private Map<Integer, Long> lastOf(WorkerProgress worker, Payload payload) {
        Map<Integer, Long> last = new HashMap<>();
        Script script = worker.script();
        int next = (int) (worker.operations() % script.size());
        if (worker.operations() >= script.size()) {
            note(script, next, script.size(), payload, last);
        }
        note(script, 0, next, payload, last);
        return last;
    }

    private void note(Script script, int from, int to, Payload payload, Map<Integer, Long> last) {
        for (int i = from; i < to; i++) {
            if (script.kind(i) == CacheWorkload.WRITE) {
                script.load(i, payload);
                last.put(blocks.id(script.a(i), script.b(i)), payload.stamp());
            }
        }
    }
}
