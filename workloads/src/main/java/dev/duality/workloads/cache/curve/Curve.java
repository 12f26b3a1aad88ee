// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.curve;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.Heap;
import dev.duality.workloads.cache.trace.Numbering;
import dev.duality.workloads.cache.trace.Reference;
import dev.duality.workloads.cache.trace.TraceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What is in a trace, and how many of its references each policy finds in caches of several sizes. Exact: every
/// reference is played. The file is read twice, as a stream; memory depends on its blocks, not on its references.
///
/// @param references how many there are, by what the trace says of them
/// @param silent lines that rightly have no reference
/// @param blocks how many different ones
/// @param files how many different ones
/// @param sizes of the caches, in blocks, in ascending order
/// @param hits of each policy, as many as sizes
public record Curve(
        Map<Reference, Long> references,
        long silent,
        int blocks,
        int files,
        List<Integer> sizes,
        Map<Policy, List<Long>> hits) {
    private static final int BATCH = 1 << 12;
    private static final int SIZES = 12; // when nobody says which

    public Curve {
        references = Map.copyOf(references);
        sizes = List.copyOf(sizes);
        hits = Map.copyOf(hits);
    }

    /// How many references there are.
    public long total() {
        return references.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Plays a trace.
    /// @param wanted sizes of the caches, each at least 1; if there is none, a dozen up to that which holds every block
    /// @param policies which are played
    /// @throws BadInput if it is no trace, or has more blocks than the heap can hold
    public static Curve of(TraceFile file, List<Integer> wanted, List<Policy> policies, TraceFile.Progress progress) {
        Heap heap = file.heap();
        try {
            return new Player(file, heap, policies, progress).play(wanted);
        } catch (OutOfMemoryError e) { // somebody else takes more than a quarter
            throw heap.full(e);
        }
    }

    /// Reads the file once for what is in it and for LRU, and once for the others.
    private static final class Player {
        private final TraceFile file;
        private final Heap heap;
        private final List<Policy> policies;
        private final TraceFile.Progress progress;
        private final Numbering numbering;
        private final Map<Reference, Long> references = new EnumMap<>(Reference.class);
        private final Map<Policy, List<Long>> hits = new EnumMap<>(Policy.class);
        private final int[] batch = new int[BATCH];
        private int batched;

        Player(TraceFile file, Heap heap, List<Policy> policies, TraceFile.Progress progress) {
            this.file = file;
            this.heap = heap;
            this.policies = policies;
            this.progress = progress;
            this.numbering = new Numbering(heap);
        }

        Curve play(List<Integer> wanted) {
            StackDistances distances = new StackDistances(heap);
            long[] counts = new long[Reference.values().length];
            TraceFile.Found found = file.read(
                    (kind, owner, block) -> {
                        counts[kind.code()]++;
                        distances.add(numbering.id(owner, block));
                    },
                    progress);
            for (Reference kind : Reference.values()) {
                references.put(kind, counts[kind.code()]);
            }
            int blocks = numbering.size();
            int[] sizes = sizes(wanted, blocks);
            if (policies.contains(Policy.LRU)) {
                hits.put(
                        Policy.LRU, Arrays.stream(distances.hits(sizes)).boxed().toList());
            }
            simulate(sizes, blocks);
            return new Curve(
                    references,
                    found.silent(),
                    blocks,
                    numbering.files(),
                    IntStream.of(sizes).boxed().toList(),
                    hits);
        }

        private void simulate(int[] sizes, int blocks) {
            List<Policy> others =
                    policies.stream().filter(policy -> policy != Policy.LRU).toList();
            long bytes = 0;
            for (Policy policy : others) {
                for (int size : sizes) {
                    bytes += Simulated.bytes(policy, Math.min(size, blocks), blocks);
                }
            }
            heap.simulations(bytes);
            List<Simulated> all = new ArrayList<>();
            for (Policy policy : others) {
                for (int size : sizes) {
                    all.add(new Simulated(policy, Math.min(size, blocks), blocks));
                }
            }
            file.read(
                    (_, owner, block) -> {
                        int id = numbering.id(owner, block);
                        if (id >= blocks) {
                            throw new BadInput(
                                    "trace %s grew while it was read; read it when it is whole".formatted(file.file()));
                        }
                        batch[batched++] = id;
                        if (batched == BATCH) {
                            flush(all);
                        }
                    },
                    progress);
            flush(all);
            for (int i = 0; i < others.size(); i++) {
                hits.put(
                        others.get(i),
                        all.subList(i * sizes.length, (i + 1) * sizes.length).stream()
                                .map(Simulated::hits)
                                .toList());
            }
        }

        private void flush(List<Simulated> all) {
            for (Simulated one : all) {
                one.add(batch, batched);
            }
            batched = 0;
        }

        private static int[] sizes(List<Integer> wanted, int blocks) {
            return wanted.isEmpty()
                    ? IntStream.range(0, SIZES)
                            .map(i -> (int) Math.ceil(blocks / Math.pow(2, i)))
                            .distinct()
                            .sorted()
                            .toArray()
                    : wanted.stream()
                            .mapToInt(Integer::intValue)
                            .distinct()
                            .sorted()
                            .toArray();
        }
    }
}
