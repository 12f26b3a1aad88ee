// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;

/// The requests of one client that are under way, one for each slot: a request is sent again until its reply comes, and
/// the server knows one that it has done by its number.
final class RequestSlots {
    private static final int RETRY = 1 << 18; // names of timers: this for each slot
    private static final long FIRST_WAIT_NANOS = CacheTerms.SECOND / 2;
    private static final long LONGEST_WAIT_NANOS = 4 * CacheTerms.SECOND;

    /// A request under way, and what it asks for.
    static final class Slot {
        private int number;
        private boolean busy;
        private int kind;
        private long a;
        private long b;
        private long stamp;
        private int bytes; // of the payload
        private long waitNanos;

        int kind() {
            return kind;
        }

        long a() {
            return a;
        }

        long b() {
            return b;
        }

        /// The stamp that the payload is made from.
        long stamp() {
            return stamp;
        }

        /// The length of the payload in bytes.
        int bytes() {
            return bytes;
        }
    }

    private final int server;
    private final Slot[] slots;
    private int boot;

    RequestSlots(int server, int count) {
        this.server = server;
        this.slots = new Slot[count];
    }

    /// A life begins, with nothing under way.
    void begin(int life) {
        boot = life;
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = new Slot();
        }
    }

    /// The number of its life.
    int boot() {
        return boot;
    }

    int count() {
        return slots.length;
    }

    /// The slot of what was asked for last.
    Slot slot(int at) {
        return slots[at];
    }

    boolean isBusy(int at) {
        return slots[at].busy;
    }

    /// Asks for something.
    void request(int at, int kind, long a, long b, Port port) {
        Slot slot = slots[at];
        slot.number++;
        slot.busy = true;
        slot.kind = kind;
        slot.a = a;
        slot.b = b;
        slot.waitNanos = FIRST_WAIT_NANOS;
        send(at, port);
    }

    /// Asks for something with a payload.
    void request(int at, int kind, long a, long b, long stamp, int bytes, Port port) {
        slots[at].stamp = stamp;
        slots[at].bytes = bytes;
        request(at, kind, a, b, port);
    }

    private void send(int at, Port port) {
        Slot slot = slots[at];
        Message message = port.message(server);
        message.set(slot.kind, Wire.sequence(boot, at, slot.number), slot.a, slot.b);
        if (slot.kind == Wire.WRITE || slot.kind == Wire.UPDATE) {
            message.payload().stamp(slot.stamp, slot.bytes);
        } else {
            message.payload().length(0);
        }
        port.offer(server);
        port.schedule(RETRY + at, slot.waitNanos);
    }

    /// Whether a timer is one of these.
    static boolean isRetry(int timer) {
        return timer >= RETRY;
    }

    /// Sends again what a timer stands for.
    void retry(int timer, Port port) {
        Slot slot = slots[timer - RETRY];
        slot.waitNanos = Math.min(2 * slot.waitNanos, LONGEST_WAIT_NANOS);
        send(timer - RETRY, port);
    }

    /// Whether a message is the reply to what a slot waits for; then it waits no more.
    boolean isReplied(int at, Message message, Port port) {
        Slot slot = slots[at];
        if (!slot.busy || slot.number != Wire.number(message)) {
            return false;
        }
        slot.busy = false;
        port.cancel(RETRY + at);
        return true;
    }

    /// Sends nothing again.
    void cancel(int at, Port port) {
        port.cancel(RETRY + at);
    }
}
