// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The costs and the arrangement of a router of packets: the parameters of the livelock model (Mogul and
/// Ramakrishnan, "Eliminating Receive Livelock in an Interrupt-Driven Kernel", 1996).
///
/// @param handling who does the kernel's work on a packet
/// @param quota most packets received, and most descriptors given back, in one turn of polling
/// @param costs of a packet
/// @param slots of the queues in which packets stand
/// @param tickNanos after which input goes on although the process has not caught up
record Router(Handling handling, int quota, Costs costs, Slots slots, long tickNanos) {
    /// The time of the processor that a packet takes.
    ///
    /// @param interruptNanos what an arrival costs at interrupt level
    /// @param forwardNanos what the rest of the kernel's work on a packet costs, `reapNanos` included
    /// @param reapNanos what it costs to give back the descriptor of a packet that was sent
    /// @param processNanos what a user process does for a packet between input and output; 0 if there is none
    record Costs(long interruptNanos, long forwardNanos, long reapNanos, long processNanos) {}

    /// The lengths of the queues, in packets.
    ///
    /// @param ring at the interface, and descriptors at the output
    /// @param input before the network's code, where interrupts put them
    /// @param process before the process
    record Slots(int ring, int input, int process) {}

    private static final long MOST_NANOS = 1_000_000_000;

    static final Parameter<String> HANDLING =
            Parameter.oneOf("handling", "who does the kernel's work on a packet", Handling.words());
    static final Parameter<Long> BATCH =
            Parameter.integer("batch", "quota of one turn of polling", "packets", 10, 1, 1 << 20);
    static final Parameter<Long> ARRIVAL =
            Parameter.integer("arrival", "cost of a packet at interrupt level", "ns", 80_000, 1, MOST_NANOS);
    static final Parameter<Long> FORWARD =
            Parameter.integer("forward", "cost of the rest of the kernel's work", "ns", 133_000, 1, MOST_NANOS);
    static final Parameter<Long> REAP = Parameter.integer(
            "reap", "cost of a sent packet's descriptor, part of forward", "ns", 20_000, 0, MOST_NANOS);
    static final Parameter<Long> PROCESS = Parameter.integer(
            "process", "work of a user process on a packet; 0 for no process", "ns", 0, 0, MOST_NANOS);
    static final Parameter<Long> RING =
            Parameter.integer("ring", "places at the interface and at the output", "packets", 32, 1, 1 << 16);
    static final Parameter<Long> INPUT =
            Parameter.integer("input", "places before the network's code", "packets", 50, 1, 1 << 16);
    static final Parameter<Long> BEFORE_PROCESS =
            Parameter.integer("before-process", "places before the process", "packets", 32, 4, 1 << 16);
    static final Parameter<Long> TICK =
            Parameter.integer("tick", "longest stand-still of input by feedback", "ns", 1_000_000, 1, MOST_NANOS);

    /// The one that does the kernel's work on a packet.
    enum Handling {
        /// A kernel thread takes some packets and gives some descriptors back, in turn; interrupts only wake it.
        QUOTA,
        /// An interrupt for each packet, and the network's code when there is none.
        INLINE,
        /// A kernel thread takes packets for as long as there are some.
        NO_QUOTA,
        /// As with a quota, and input stands still while the process has more than it can do.
        FEEDBACK;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static String[] words() {
            return Arrays.stream(values()).map(Handling::label).toArray(String[]::new);
        }

        static Handling of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// As the paper's router: 80 us and 133 us a packet make 4,700 a second at most, and a third of that at 9,870.
    static List<Parameter<?>> parameters() {
        return List.of(HANDLING, BATCH, ARRIVAL, FORWARD, REAP, PROCESS, RING, INPUT, BEFORE_PROCESS, TICK);
    }

    static Router of(Setting setting) {
        Values values = setting.values();
        Router router = new Router(
                Handling.of(values.get(HANDLING)),
                values.getInt(BATCH),
                new Costs(values.get(ARRIVAL), values.get(FORWARD), values.get(REAP), values.get(PROCESS)),
                new Slots(values.getInt(RING), values.getInt(INPUT), values.getInt(BEFORE_PROCESS)),
                values.get(TICK));
        Costs costs = router.costs;
        if (costs.reapNanos > costs.forwardNanos) {
            throw new BadInput("reap is %d ns, but is part of forward, %d ns; make it less"
                    .formatted(costs.reapNanos, costs.forwardNanos));
        }
        return router;
    }

    Router with(Handling other) {
        return new Router(other, quota, costs, slots, tickNanos);
    }
}
