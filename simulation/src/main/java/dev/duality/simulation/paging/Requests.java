// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import java.util.Arrays;

/// The requests of a host that are under way: one a slot, each sent again until its reply is in. For one thread.
final class Requests {
    private static final int MOST_DOUBLINGS = 6;
    private static final int BOOT_SHIFT = 40;
    private static final long NONE = -1;

    private final long resendNanos;
    private final int firstTimer;
    private final int[] kinds;
    private final long[] sequences;
    private final long[] as;
    private final long[] bs;
    private final long[] contents;
    private final int[] tries;
    private long sequence;

    /// @param firstTimer of as many timers as slots, which are its own
    Requests(int slots, int firstTimer, long resendNanos, int boot) {
        this.resendNanos = resendNanos;
        this.firstTimer = firstTimer;
        this.kinds = new int[slots];
        this.sequences = new long[slots];
        this.as = new long[slots];
        this.bs = new long[slots];
        this.contents = new long[slots];
        this.tries = new int[slots];
        this.sequence = (long) boot << BOOT_SHIFT; // so that a reply to an earlier life is no reply to this one
        Arrays.fill(sequences, NONE);
    }

    boolean isFree(int slot) {
        return sequences[slot] == NONE;
    }

    /// Sends one. The slot is free.
    void send(int slot, int kind, long a, long b, long content, Port port) {
        kinds[slot] = kind;
        sequences[slot] = ++sequence;
        as[slot] = a;
        bs[slot] = b;
        contents[slot] = content;
        tries[slot] = 0;
        send(slot, port);
    }

    private void send(int slot, Port port) {
        Message message = port.message(SwapNode.ADDRESS).set(kinds[slot], sequences[slot], as[slot], bs[slot]);
        message.payload().length(0);
        if (kinds[slot] == PagingWire.WRITE) {
            message.payload().stamp(contents[slot], PagingWire.PAGE_BYTES);
        }
        port.send(SwapNode.ADDRESS);
        port.schedule(firstTimer + slot, resendNanos << Math.min(tries[slot]++, MOST_DOUBLINGS));
    }

    /// Sends one again, if the timer is of this.
    /// @return whether it is
    boolean isResent(int timer, Port port) {
        int slot = timer - firstTimer;
        if (slot < 0 || slot >= kinds.length) {
            return false;
        }
        if (!isFree(slot)) {
            send(slot, port);
        }
        return true;
    }

    /// Ends the request that a reply is for.
    /// @return its slot; -1 if it was ended before
    int end(Message reply, Port port) {
        for (int slot = 0; slot < sequences.length; slot++) {
            if (sequences[slot] == reply.sequence()) {
                sequences[slot] = NONE;
                port.cancel(firstTimer + slot);
                return slot;
            }
        }
        return -1;
    }
}
