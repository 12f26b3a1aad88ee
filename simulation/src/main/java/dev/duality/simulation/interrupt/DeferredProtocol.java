// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Mode;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Work that interrupts defer to a pool, as Sprite's `Proc_CallFunc` does: one bounded ring, a few processes that take
/// from it, devices in turn. The nodes are those of `messaging:` rows: sources first, then the controller, then the
/// pool, to which all other nodes belong.
final class DeferredProtocol implements Protocol {
    static final Parameter<Long> LINES =
            Parameter.integer("lines", "devices, on two sources", "devices", 4, 1, Arrangement.MAX_DEVICES);
    static final Parameter<Long> CALLS =
            Parameter.integer("calls", "interrupts of each device", "interrupts", 400, 1, 1 << 20);
    static final Parameter<Long> EVERY = Parameter.integer(
            "every", "how long a device waits between two interrupts", "ns", 100_000, 0, 1_000_000_000);
    static final Parameter<Long> ENTRIES_OF_RING =
            Parameter.integer("slots", "of the ring, a power of two", "", Arrangement.RING, 1, Arrangement.MAX_DEPTH);

    private static final int SOURCES = 2;
    private static final int UNDER_WAY = 1 << 10; // of a device

    @Override
    public String name() {
        return "deferred";
    }

    @Override
    public String description() {
        return "bottom halves by a pool behind one bounded ring, devices in turn (Sprite's Proc_CallFunc)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(LINES, CALLS, EVERY, ENTRIES_OF_RING);
    }

    /// Two sources, the controller, and one of the pool.
    @Override
    public int leastNodes() {
        return SOURCES + 2;
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return 0;
    }

    /// A queue in one machine loses nothing and keeps its order.
    @Override
    public Set<FaultKind> withstands() {
        return EnumSet.of(FaultKind.PAUSE);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new DeferredDeployment(
                arrangement(setting, nodes), setting.get(CALLS), setting.get(EVERY), setting.seed());
    }

    private static Arrangement arrangement(Setting setting, int nodes) {
        int handlers = nodes - SOURCES - 1;
        int ring = setting.getInt(ENTRIES_OF_RING);
        if (handlers > Arrangement.MAX_HANDLERS) {
            throw new BadInput("nodes is %d, but a pool has at most %d, beside two sources and a controller"
                    .formatted(nodes, Arrangement.MAX_HANDLERS));
        }
        if (Integer.bitCount(ring) != 1) {
            throw new BadInput(
                    "slots is %d, but must be a power of two; try %d".formatted(ring, Integer.highestOneBit(ring)));
        }
        int devices = setting.getInt(LINES);
        return new Arrangement(
                devices,
                Math.min(SOURCES, devices),
                UNDER_WAY,
                0,
                Mode.POOL,
                0,
                handlers + SOURCES - Math.min(SOURCES, devices),
                ring,
                false,
                Waiting.of(WaitStrategy.Kind.SPIN));
    }
}
