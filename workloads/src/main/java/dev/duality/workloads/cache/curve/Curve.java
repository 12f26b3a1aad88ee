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
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/// The references of a trace, and how many of them each policy finds in caches of several sizes. Exact: every
/// reference is played. The file is read twice or more, as a stream; memory depends on its blocks, not on its
/// references.
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

    /// The number of references.
    public long total() {
        return references.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Plays a trace.
    /// @param wanted sizes of the caches, each at least 1; if there is none, a dozen up to that which holds every block
    /// @param policies which are played
    /// @throws BadInput if it is no trace, or has more blocks than the heap can hold
    public static Curve of(TraceFile file, List<Integer> wanted, List<Policy> policies, TraceFile.Progress progress) {
        return of(file, wanted, policies, progress, file.heap());
    }

    static Curve of(
            TraceFile file, List<Integer> wanted, List<Policy> policies, TraceFile.Progress progress, Heap heap) {
        try {
            Player player = new Player(file, heap, policies, progress);
            return player.simulate(player.play(wanted));
        } catch (OutOfMemoryError e) { // somebody else takes the other half
            throw heap.full(e);
        }
    }

    /// One cache of a curve.
    ///
    /// @param at the place of its size
    private record Cache(Policy policy, int at, int size) {}

    /// Reads the file once for what is in it and for LRU, and then for the others, as many at once as the heap holds.
    private static final class Player {
        private final TraceFile file;
        private final Heap heap;
        private final List<Policy> policies;
        private final TraceFile.Progress progress;
        private final Numbering numbering;
        private final Map<Reference, Long> references = new EnumMap<>(Reference.class);
        private final Map<Policy, List<Long>> hits = new EnumMap<>(Policy.class);
        private final SequencedSet<Cache> left = new LinkedHashSet<>(); // to be played
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
            int[] sizes = sizes(wanted, numbering.size());
            if (policies.contains(Policy.LRU)) {
                hits.put(
                        Policy.LRU, Arrays.stream(distances.hits(sizes)).boxed().toList());
            }
            return new Curve(
                    references,
                    found.silent(),
                    numbering.size(),
                    numbering.files(),
                    IntStream.of(sizes).boxed().toList(),
                    hits);
        }

        /// Adds the policies that have to be played.
        Curve simulate(Curve known) {
            for (Policy policy : policies) {
                if (policy != Policy.LRU) {
                    hits.put(policy, new ArrayList<>(Collections.nCopies(known.sizes.size(), 0L)));
                    for (int i = 0; i < known.sizes.size(); i++) {
                        if (known.sizes.get(i) < known.blocks) {
                            left.add(new Cache(policy, i, known.sizes.get(i)));
                        } else {
                            hits.get(policy).set(i, known.total() - known.blocks); // nothing ever leaves
                        }
                    }
                }
            }
            while (!left.isEmpty()) {
                pass(known.blocks);
            }
            return new Curve(known.references, known.silent, known.blocks, known.files, known.sizes, hits);
        }

        /// Plays as many as the heap can hold at once, and one at least.
        private void pass(int blocks) {
            long bytes = 0;
            Map<Cache, Simulated> all = new LinkedHashMap<>();
            for (Cache cache : List.copyOf(left)) {
                long more = Simulated.bytes(cache.policy, cache.size, blocks);
                if (all.isEmpty() || bytes + more <= heap.room()) {
                    bytes += more;
                    heap.simulations(bytes);
                    all.put(cache, new Simulated(cache.policy, cache.size, blocks));
                    left.remove(cache);
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
                            flush(all.values());
                        }
                    },
                    progress);
            flush(all.values());
            all.forEach((cache, played) -> hits.get(cache.policy).set(cache.at, played.hits()));
        }

        private void flush(Collection<Simulated> all) {
            for (Simulated one : all) {
                one.add(batch, batched);
            }
            batched = 0;
        }

        private static int[] sizes(List<Integer> wanted, int blocks) {
            return wanted.isEmpty()
                    ? IntStream.range(0, SIZES)
                            .map(i -> (int) Math.ceil(blocks / StrictMath.pow(2, i)))
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
