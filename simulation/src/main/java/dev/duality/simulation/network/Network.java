// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

/// The laws of a network. What it does to a message depends on the seed and the number of the message, and on
/// nothing else.
///
/// @param delay how long a message is under way
/// @param loss the share that never arrives, 0 to 1
/// @param duplication the share that arrives twice; the copy has a delay of its own
/// @param reordering the share that is held back by up to four more delays, for which those behind do not wait; with 0
///     a link keeps its order
/// @param nanosPerKilobyte how long 1,024 bytes take to leave their sender, one message after the other: LogGP's G
/// @param costs what messages cost the processors of their nodes: LogGP's o and g
public record Network(
        Delay delay, double loss, double duplication, double reordering, long nanosPerKilobyte, Costs costs) {
    /// The bytes of a message beside its payload: kind, addresses and length, its number and two words.
    public static final int HEADER_BYTES = 32;

    /// 100 µs from everybody to everybody, and nothing ever goes wrong.
    public static final Network PERFECT = new Network(Delay.constant(100_000), 0, 0, 0, 0);

    /// The longest that a message may cost a processor, and 1,024 bytes of it the way out. All messages that may wait
    /// at one time, 96 MiB of them, are over in less than a year then, where a number of nanoseconds holds 292.
    public static final long LONGEST_COST_NANOS = 10_000_000_000L;

    /// The costs of messages at their two ends. A node has one processor: while it is busy, messages that have come and
    /// timers that have run out wait. When it is free again the timers come first, in the order in which they ran out,
    /// and then the messages, in the order in which they came.
    ///
    /// @param overheadNanos for how long a message takes the processor of its sender, and then that of its receiver:
    ///     LogGP's o
    /// @param gapNanos from the beginning of one message to that of the next, at the least, for those that a node sends
    ///     and likewise for those that it takes: LogGP's g
    /// @param workNanos for how long a node works on a message that it takes, beyond the overhead, before anything
    ///     comes of it
    public record Costs(long overheadNanos, long gapNanos, long workNanos) {
        /// Messages cost nothing, and nodes do any number of things at one time.
        public static final Costs NONE = new Costs(0, 0, 0);

        public Costs {
            span("the overhead of a message", overheadNanos);
            span("the gap between messages", gapNanos);
            span("the work on a message", workNanos);
        }

        /// Whether they take anything of a processor.
        boolean any() {
            return overheadNanos > 0 || gapNanos > 0 || workNanos > 0;
        }
    }

    /// Without costs at the ends of messages.
    public Network(Delay delay, double loss, double duplication, double reordering, long nanosPerKilobyte) {
        this(delay, loss, duplication, reordering, nanosPerKilobyte, Costs.NONE);
    }

    public Network {
        share("loss", loss);
        share("duplication", duplication);
        share("reordering", reordering);
        span("a kilobyte", nanosPerKilobyte);
    }

    private static void span(String what, long nanos) {
        if (nanos < 0 || nanos > LONGEST_COST_NANOS) {
            throw new IllegalArgumentException("%s takes 0 ns to 10 s, not %,d ns".formatted(what, nanos));
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be from 0 to 1");
        }
    }

    public Network withDelay(Delay law) {
        return new Network(law, loss, duplication, reordering, nanosPerKilobyte, costs);
    }

    public Network withLoss(double share) {
        return new Network(delay, share, duplication, reordering, nanosPerKilobyte, costs);
    }

    public Network withDuplication(double share) {
        return new Network(delay, loss, share, reordering, nanosPerKilobyte, costs);
    }

    public Network withReordering(double share) {
        return new Network(delay, loss, duplication, share, nanosPerKilobyte, costs);
    }

    public Network withNanosPerKilobyte(long nanos) {
        return new Network(delay, loss, duplication, reordering, nanos, costs);
    }

    public Network withCosts(Costs ofMessages) {
        return new Network(delay, loss, duplication, reordering, nanosPerKilobyte, ofMessages);
    }

    /// Whether it may lose, double or reorder anything.
    public boolean fails() {
        return loss > 0 || duplication > 0 || reordering > 0;
    }
}
