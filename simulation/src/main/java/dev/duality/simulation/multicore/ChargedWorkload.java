// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.simulation.ForwardingWorkload;
import dev.duality.workloads.Footprint;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Map;

/// A workload whose specification is charged for the lines that its operations touch: on a simulated machine plain Java
/// takes no time. Everything else is the workload's own.
final class ChargedWorkload extends ForwardingWorkload {
    private final Multicore machine;

    ChargedWorkload(Workload workload, Multicore machine) {
        super(workload);
        this.machine = machine;
    }

    @Override
    public Specification specification(Setting setting) {
        return new Charged(
                workload.specification(setting), workload.footprint(setting).orElseThrow(), machine);
    }

    private static final class Charged implements Specification, Footprint.Lines {
        private static final double PICOSECONDS_OF_NANO = 1_000;

        private final Specification specification;
        private final Footprint footprint;
        private final Multicore machine;
        private final Region lines;

        Charged(Specification specification, Footprint footprint, Multicore machine) {
            this.specification = specification;
            this.footprint = footprint;
            this.machine = machine;
            this.lines = machine.allocate((long) footprint.lines() * Region.LINE);
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            footprint.of(kind, a, b, this);
            machine.pass(PICOSECONDS_OF_NANO * footprint.nanos());
            return specification.apply(kind, a, b, payload);
        }

        @Override
        public void read(int line) {
            lines.getPlain((long) line * Region.LINE);
        }

        @Override
        public void write(int line) {
            long offset = (long) line * Region.LINE;
            lines.setPlain(offset, lines.getPlain(offset) + 1);
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
