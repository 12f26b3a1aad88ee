// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The invariant of a cache that several workers have used at once: a block read is the block last written.
///
/// Every content has a stamp of its own, so each read tells which write it has seen:
/// - nothing is torn, and nothing is read that was not written to that block;
/// - a worker never sees older content of another worker, or of its own, than it has seen or written before;
/// - what is there in the end is the last that some worker wrote to the block, and the digest is made of that.
final class Coherence {
    private record Write(int worker, int operation, int block) {}

    /// A worker's view of a block.
    private record View(int block, int worker) {}

    private final FinalState finalState;
    private final Blocks blocks;
    private final Map<Long, Write> writes = new HashMap<>(); // by stamp
    private final Map<View, Write> last = new HashMap<>(); // by block and writer

    Coherence(FinalState finalState, Blocks blocks) {
        this.finalState = finalState;
        this.blocks = blocks;
        Payload payload = finalState.setting().payload();
        for (int worker = 0; worker < finalState.scripts().size(); worker++) {
            Script script = finalState.scripts().get(worker);
            for (int i = 0; i < script.size(); i++) {
                if (script.kind(i) == CacheWorkload.WRITE) {
                    script.load(i, payload);
                    Write write = new Write(worker, i, block(script, i));
                    writes.put(payload.stamp(), write);
                    last.put(new View(write.block, worker), write);
                }
            }
        }
    }

    private int block(Script script, int operation) {
        return blocks.id(script.a(operation), script.b(operation));
    }

    /// The first violation, in words; empty if there is none.
    Optional<String> violation() {
        for (int worker = 0; worker < finalState.scripts().size(); worker++) {
            Optional<String> found = inOrder(worker);
            if (found.isPresent()) {
                return found;
            }
        }
        return atLast();
    }

    /// One worker's view.
    private Optional<String> inOrder(int worker) {
        Script script = finalState.scripts().get(worker);
        long[] results = finalState.results().get(worker);
        Map<Integer, Map<Integer, Integer>> newest = new HashMap<>(); // by block and writer: its newest write seen
        for (int i = 0; i < script.size(); i++) {
            int block = block(script, i);
            long stamp = Stamps.of(results[i]);
            Write write = writes.get(stamp);
            if (stamp < 0) {
                return told(worker, script, i, "got bytes that do not belong together");
            }
            if (script.kind(i) == CacheWorkload.WRITE
                    && (write == null || write.worker != worker || write.operation != i)) {
                return told(worker, script, i, "was acknowledged for other content");
            }
            if (write == null ? stamp != Stamps.initial(block) : write.block != block) {
                return told(worker, script, i, "got content that nobody wrote there");
            }
            Map<Integer, Integer> seen = newest.get(block);
            if (write == null) {
                if (seen != null) {
                    return told(worker, script, i, "got the block as it was at first, after having seen it written");
                }
                continue;
            }
            if (seen == null) {
                seen = new HashMap<>();
                newest.put(block, seen);
            }
            Integer before = seen.put(write.worker, write.operation);
            if (before != null && before > write.operation) {
                return told(
                        worker,
                        script,
                        i,
                        "got worker %d's write #%d, after having seen its #%d"
                                .formatted(write.worker, write.operation, before));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> told(int worker, Script script, int operation, String what) {
        return Optional.of("worker %d: operation %s %s".formatted(worker, script.line(operation), what));
    }

    /// The end.
    private Optional<String> atLast() {
        List<Integer> written = new ArrayList<>(
                last.keySet().stream().map(View::block).distinct().sorted().toList());
        long digest = 0;
        for (int block : written) {
            long stamp = Stamps.of(finalState.ask(CacheWorkload.READ, blocks.file(block), blocks.block(block)));
            Write write = writes.get(stamp);
            if (write == null || !write.equals(last.get(new View(block, write.worker)))) {
                return Optional.of("file %d, block %d: in the end it does not hold the last write of any worker"
                        .formatted(blocks.file(block), blocks.block(block)));
            }
            digest += BlockCache.digest(block, stamp);
        }
        return digest == finalState.digest()
                ? Optional.empty()
                : Optional.of(
                        "the state's digest is %x, but its blocks make %x".formatted(finalState.digest(), digest));
    }
}
