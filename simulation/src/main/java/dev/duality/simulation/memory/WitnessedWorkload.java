// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.messaging.Transport;
import dev.duality.shm.Hardware;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.simulation.ForwardingWorkload;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A workload whose specification has two plain words of weak memory that each operation changes: who applies one
/// without having been handed the state sees it there. Everything else is the workload's own.
final class WitnessedWorkload extends ForwardingWorkload {
    private Optional<Hardware> memory = Optional.empty(); // where the words of the next specifications lie

    WitnessedWorkload(Workload workload) {
        super(workload);
    }

    /// Specifications from now on have their words where the calling thread has its regions; they may be made by
    /// threads that do not inherit that.
    void open() {
        memory = Hardware.current();
    }

    @Override
    public Specification specification(Setting setting) {
        return new Witnessed(
                workload.specification(setting), memory.orElseThrow().allocate(Region.APART));
    }

    /// Those that the workload derives from itself, over shared memory, it would derive without the words.
    @Override
    public List<Side> sides(List<Transport> transports) {
        Set<String> derived =
                DerivedSides.of(this, List.of()).stream().map(Side::substrate).collect(Collectors.toSet());
        return workload.sides(transports).stream()
                .filter(side -> !derived.contains(side.substrate()))
                .toList();
    }

    private static final class Witnessed implements Specification {
        private static final long AFTER = Long.BYTES;

        private final Specification specification;
        private final Region words;
        private long applied; // a Java field, which no thread misses

        Witnessed(Specification specification, Region words) {
            this.specification = specification;
            this.words = words;
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            long begun = words.getPlain(0);
            long ended = words.getPlain(AFTER);
            if (begun != applied || ended != applied) {
                throw new IllegalStateException(
                        "an operation found the state that %d operations have begun and %d have ended, but %d had; it was not handed over"
                                .formatted(begun, ended, applied));
            }
            words.setPlain(0, begun + 1);
            long result = specification.apply(kind, a, b, payload);
            applied++;
            words.setPlain(AFTER, begun + 1);
            return result;
        }

        @Override
        public long digest() {
            return specification.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return specification.counts();
        }
    }
}
