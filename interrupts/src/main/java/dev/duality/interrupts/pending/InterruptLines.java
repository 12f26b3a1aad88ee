// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Tally;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// The lines of all devices: what was raised and is not handled yet, what came of what was handled, and the state of
/// each device.
///
/// - **Threads:** each device has one [Raiser] and one handler at a time; handlers say how they take turns.
/// - **Ordering:** everything before a raise happens-before the handling of that interrupt, and that happens-before the
///   raiser takes its result.
/// - **Progress:** wait-free. Who rings for what lies on a line does so elsewhere, by a `PendingWord`, which is
/// lock-free.
final class InterruptLines {
    /* The n-th interrupt of a device (from 1) uses slot (n - 1) mod depth, and an answer slot of the same number.
     * The two stamps only grow: the last one in the slots is how many interrupts were raised, the last one in the
     * answers how many were handled. Each has one writer. Tried by InterruptLinesStress, InterruptLinesTest and PendingInterruptsTest.
     *
     *   raiser   R1 writes the slot           R2 release stamp = n    R3 acquire answer's stamp, is it n?  R4 reads it
     *   handler  H1 acquire stamp, is it n?   H2 works on the state   H3 writes the answer   H4 release its stamp = n
     *
     * Nothing is read unwritten: H1 sees the R2 of its n, so R1 happens-before H2; R3 sees the H4 of its n.
     * Nothing is lost, overtaken or handled twice: a handler looks for the number after the last one in the state, and
     * a raiser uses a slot again only after it has taken the answer of n - depth.
     * The state belongs to the handler; who hands the turn on, hands it on with it.
     * Weaker breaks it: with R2 or H4 opaque the other side may read a stale slot.
     * Stronger is waste: each side stores, then looks at, words that only the other side stores.
     */
    private static final long STAMP = 0;
    private static final long LENGTH = 8; // of the payload; in an answer the result
    private static final long RESULT = 8;
    private static final long CAUSE = 16;
    private static final long TAG = 24; // for the raiser alone, which keeps it in its own line
    private static final long BYTES = 32; // the payload, in the slot's first line if it fits
    private static final long HANDLED = 0; // in a device's state
    private static final long DIGEST = 8;

    private final Region region;
    private final long states;
    private final long slots;
    private final int depth;
    private final long half; // from a slot to its answer, and on to the next slot
    private final long payloadAt;

    /// The bytes that the lines of `devices` take.
    static long bytes(int devices, int depth, int payloadBytes) {
        return (long) devices * (Region.APART + 2L * depth * half(payloadBytes));
    }

    private static long half(int payloadBytes) {
        return RegionLayout.apart(fits(payloadBytes) ? Region.LINE : Region.LINE + payloadBytes);
    }

    private static boolean fits(int payloadBytes) {
        return payloadBytes <= Region.LINE - BYTES;
    }

    /// A view onto [#bytes] bytes of a region, which read as zero at first.
    /// @param offset a multiple of [Region#APART]
    /// @param depth how many interrupts a device can have under way, a power of two
    InterruptLines(Region region, long offset, int devices, int depth, int payloadBytes) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.states = offset;
        this.slots = offset + (long) devices * Region.APART;
        this.depth = depth;
        this.half = half(payloadBytes);
        this.payloadAt = fits(payloadBytes) ? BYTES : Region.LINE;
    }

    /// The offset of a device's state.
    long state(int device) {
        return states + (long) device * Region.APART;
    }

    /// The offset of the slot of a device's interrupt.
    long slot(int device, long number) {
        return slots + 2 * half * ((long) device * depth + ((number - 1) & (depth - 1)));
    }

    /// The offset of its answer.
    long answer(int device, long number) {
        return slot(device, number) + half;
    }

    /// Whether a device has raised its n-th interrupt and nobody has handled it.
    boolean isRaised(int device, long number) {
        return region.getAcquire(slot(device, number) + STAMP) == number; // H1
    }

    /// The number of a device's next interrupt to handle.
    long next(int device) {
        return region.getPlain(state(device) + HANDLED) + 1;
    }

    /// Handles a device's next interrupt, which [#isRaised].
    /// @param payload a buffer for its bytes
    void handle(int device, long number, BottomHalf bottomHalf, Payload payload) {
        long slot = slot(device, number);
        int length = (int) region.getPlain(slot + LENGTH);
        if (length > 0) {
            payload.read(region, slot + payloadAt, length);
        } else {
            payload.length(0);
        }
        long state = state(device);
        long result = bottomHalf.handle(
                device, region.getPlain(state + DIGEST), region.getPlain(slot + CAUSE), payload); // H2
        region.setPlain(state + DIGEST, result);
        region.setPlain(state + HANDLED, number);
        long answer = answer(device, number);
        region.setPlain(answer + RESULT, result); // H3
        region.setRelease(answer + STAMP, number); // H4
    }

    /// The tally of a device. None of its interrupts is under way.
    Tally tally(int device) {
        long state = state(device);
        return new Tally(device, region.getPlain(state + HANDLED), 0, region.getPlain(state + DIGEST));
    }

    /// The end that raises a device's line.
    Raiser raiser(int device) {
        return new Raiser(device);
    }

    /// The fields that a raising end writes.
    abstract static class RaiserFields extends Padding {
        long raised;
        long taken;
    }

    /// A device's raising end. For one thread.
    final class Raiser extends RaiserFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final int device;

        private Raiser(int device) {
            this.device = device;
        }

        /// Leaves an interrupt.
        /// @return `false` if all slots are taken, and then nothing was written
        boolean raise(long cause, Payload payload, int tag) {
            if (raised - taken == depth) {
                return false;
            }
            long number = raised + 1;
            long slot = slot(device, number);
            if (payload.length() > 0) {
                payload.write(region, slot + payloadAt); // R1
            }
            region.setPlain(slot + LENGTH, payload.length());
            region.setPlain(slot + CAUSE, cause);
            region.setPlain(slot + TAG, tag);
            region.setRelease(slot + STAMP, number); // R2
            raised = number;
            return true;
        }

        boolean hasUnderWay() {
            return taken != raised;
        }

        /// Whether the oldest interrupt under way is handled.
        boolean isHandled() {
            return region.getAcquire(answer(device, taken + 1) + STAMP) == taken + 1; // R3
        }

        /// The tag of the oldest interrupt under way.
        int tag() {
            return (int) region.getPlain(slot(device, taken + 1) + TAG);
        }

        /// Takes the result of the oldest interrupt under way, which [#isHandled].
        long take() {
            taken++;
            return region.getPlain(answer(device, taken) + RESULT); // R4
        }
    }
}
