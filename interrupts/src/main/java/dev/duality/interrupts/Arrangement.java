// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Slip;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;

/// The parts of an interrupt system, without the delivery.
///
/// @param devices how many there are, 1 to [#MAX_DEVICES]
/// @param sources how many threads they live on; device d lives on source d mod sources
/// @param depth how many interrupts a device can have under way, a power of two
/// @param payloadBytes the longest payload of an interrupt
/// @param mode who runs the bottom halves
/// @param quota how many interrupts of a device [Mode#POLLING] handles before the next has its turn; 0 for no limit
/// @param handlers how many threads [Mode#POOL] has, 1 to [#MAX_HANDLERS]
/// @param ring how many interrupts can be deferred and not begun
/// @param feedback whether a filling ring stops the devices, see [Feedback]
/// @param waiting how everybody waits
public record Arrangement(
        int devices,
        int sources,
        int depth,
        int payloadBytes,
        Mode mode,
        int quota,
        int handlers,
        int ring,
        boolean feedback,
        Waiting waiting) {
    /// As many lines as a pending word has bits.
    public static final int MAX_DEVICES = 64;

    /// As many deferred-work processes as Sprite had.
    public static final int MAX_HANDLERS = 32;

    /// As many entries as Sprite's ring of deferred work had.
    public static final int RING = 128;

    /// The most interrupts that a device can have under way.
    public static final int MAX_DEPTH = 1 << 15;

    public Arrangement {
        within("devices", devices, 1, MAX_DEVICES);
        within("sources", sources, 1, devices);
        within("depth", depth, 1, MAX_DEPTH);
        within("quota", quota, 0, Integer.MAX_VALUE);
        within("handlers", handlers, 1, MAX_HANDLERS);
        within("ring", ring, 1, MAX_DEPTH);
        if (Integer.bitCount(depth) != 1 || Integer.bitCount(ring) != 1) {
            throw new Slip("depth is " + depth + " and ring is " + ring + ", but both must be powers of two");
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Slip("%s is %,d, but must be from %,d to %,d".formatted(name, value, least, most));
        }
    }

    /// Spinning, and everything else as the papers had it: quota 10, two pool threads, a ring of 128, no feedback.
    public static Arrangement of(int devices, int sources, Mode mode) {
        return new Arrangement(devices, sources, 1, 0, mode, 10, 2, RING, false, Waiting.of(WaitStrategy.Kind.SPIN));
    }

    public Arrangement withDepth(int interrupts) {
        return new Arrangement(
                devices, sources, interrupts, payloadBytes, mode, quota, handlers, ring, feedback, waiting);
    }

    public Arrangement withPayload(int bytes) {
        return new Arrangement(devices, sources, depth, bytes, mode, quota, handlers, ring, feedback, waiting);
    }

    public Arrangement withQuota(int interrupts) {
        return new Arrangement(
                devices, sources, depth, payloadBytes, mode, interrupts, handlers, ring, feedback, waiting);
    }

    public Arrangement withRing(int entries) {
        return new Arrangement(
                devices, sources, depth, payloadBytes, mode, quota, handlers, entries, feedback, waiting);
    }

    public Arrangement withWait(WaitStrategy.Kind kind) {
        return new Arrangement(
                devices, sources, depth, payloadBytes, mode, quota, handlers, ring, feedback, Waiting.of(kind));
    }

    /// The source that a device lives on.
    public int source(int device) {
        return device % sources;
    }

    /// The number of threads that handle interrupts: the one that takes them, and those that bottom halves are deferred
    /// to.
    public int servers() {
        return 1
                + switch (mode) {
                    case INLINE, POLLING -> 0;
                    case THREAD_PER_DEVICE -> devices;
                    case POOL -> handlers;
                };
    }
}
