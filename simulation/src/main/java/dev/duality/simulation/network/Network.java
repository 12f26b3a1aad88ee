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
/// @param nanosPerKilobyte how long 1,024 bytes take to leave their sender, one message after the other
public record Network(Delay delay, double loss, double duplication, double reordering, long nanosPerKilobyte) {
    /// The bytes of a message beside its payload: kind, addresses and length, its number and two words.
    public static final int HEADER_BYTES = 32;

    /// 100 µs from everybody to everybody, and nothing ever goes wrong.
    public static final Network PERFECT = new Network(Delay.constant(100_000), 0, 0, 0, 0);

    public Network {
        share("loss", loss);
        share("duplication", duplication);
        share("reordering", reordering);
        if (nanosPerKilobyte < 0 || nanosPerKilobyte > 10_000_000_000L) {
            throw new IllegalArgumentException("a kilobyte takes 0 ns to 10 s, not %,d ns".formatted(nanosPerKilobyte));
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be from 0 to 1");
        }
    }

    public Network withDelay(Delay law) {
        return new Network(law, loss, duplication, reordering, nanosPerKilobyte);
    }

    public Network withLoss(double share) {
        return new Network(delay, share, duplication, reordering, nanosPerKilobyte);
    }

    public Network withDuplication(double share) {
        return new Network(delay, loss, share, reordering, nanosPerKilobyte);
    }

    public Network withReordering(double share) {
        return new Network(delay, loss, duplication, share, nanosPerKilobyte);
    }

    public Network withNanosPerKilobyte(long nanos) {
        return new Network(delay, loss, duplication, reordering, nanos);
    }

    /// Whether it may lose, double or reorder anything.
    public boolean fails() {
        return loss > 0 || duplication > 0 || reordering > 0;
    }
}
