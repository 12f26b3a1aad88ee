// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.Payload;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The fields of a message, together with the payload's own about as many bytes as a line.
abstract class MessageFields extends Payload {
    int held; // only through HELD
    long header; // kind, from and to as in the word of `header()`; the length that it may hold besides is an old one
    long sequence;
    long a;
    long b;

    MessageFields(int payloadBytes) {
        super(payloadBytes);
    }
}

/// A message from one node to another. Filled by its sender, read by its receiver, and used again: neither keeps it.
///
/// - **Threads:** the sender's until it is offered, then the receiver's until its handler returns.
/// - **Bounds:** kind 0 to 255, nodes 0 to 65,535, payload up to 16 MiB - 1, so that a header packs into one line.
///
/// ```java
/// Message message = sender.message().set(READ, sequence, file, block);
/// message.payload().length(0);
/// sender.offer();
/// ```
///
/// A handler that wants to keep a payload exchanges its content for its own, `payload.swap(message.payload())`, which
/// copies nothing but bytes that were lent, once.
public final class Message extends MessageFields {
    /// The longest payload of a message, in bytes.
    public static final int MAX_PAYLOAD = (1 << 24) - 1;

    /// The highest kind there can be.
    public static final int MAX_KIND = 255;

    /// The most nodes that can have an address.
    public static final int MAX_NODES = 1 << 16;

    /// The first bit of the kind in a [#header()].
    public static final int KIND_SHIFT = 56;

    private static final int FROM_SHIFT = 40;
    private static final int TO_SHIFT = 24;
    private static final long KIND = 0xFFL << KIND_SHIFT;
    private static final long ADDRESSES = 0xFFFF_FFFFL << TO_SHIFT;

    /* A message that is handed over has one owner at a time: the sender while `held` is 0, then the receiver. The word
     * lies in the message, whose line moves anyway. Tried by MessageStress and QueueChannelStress.
     *
     *   sender    S1 held = 1           S2 offers it to the queue    S3 acquire held, is it 0?   S4 writes it
     *   receiver  R1 polls the queue    R2 reads it                  R3 release held = 0
     *
     * The receiver reads what was sent: S3 sees the 0 of the R3 after S1, so R2 happens-before S4. S1 needs no order of
     * its own: the queue's offer comes after it, and R3 after the poll that saw that offer.
     * Weaker breaks it: with R3 or S3 opaque S4 may overwrite what R2 still reads.
     * Stronger is waste: each of both stores when it is the owner, and nobody decides by two words.
     */
    private static final VarHandle HELD = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "held", VarHandle.class, MessageFields.class, int.class);

    @SuppressWarnings("unused") // room, so that the next message's fields lie in other lines
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    /// An empty message.
    /// @param payloadBytes the longest payload it can hold
    public Message(int payloadBytes) {
        super(payloadBytes);
    }

    /// Says everything but the payload and the addresses.
    public Message set(int kind, long sequence, long a, long b) {
        this.header = header & ADDRESSES | (long) kind << KIND_SHIFT;
        this.sequence = sequence;
        this.a = a;
        this.b = b;
        return this;
    }

    /// Says who sends it to whom. Ports do this.
    public void address(int from, int to) {
        this.header = header & KIND | (long) from << FROM_SHIFT | (long) to << TO_SHIFT;
    }

    public int kind() {
        return (int) (header >>> KIND_SHIFT);
    }

    /// The node that sent it.
    public int from() {
        return (int) (header >>> FROM_SHIFT) & 0xFFFF;
    }

    /// The node it is for.
    public int to() {
        return (int) (header >>> TO_SHIFT) & 0xFFFF;
    }

    /// A number that its sender chose; replies carry the number of their request.
    public long sequence() {
        return sequence;
    }

    public long a() {
        return a;
    }

    public long b() {
        return b;
    }

    /// Its bytes: the message is its own payload, so that the length lies in the same line as the rest.
    public Payload payload() {
        return this;
    }

    /// The kind, the addresses and the payload's length in one word, for transports that copy.
    public long header() {
        return header & ~(long) MAX_PAYLOAD | length();
    }

    /// The kind and the addresses in such a word, for a message that is written straight into a transport's memory.
    /// @param payloadBytes how long its payload is, up to [#MAX_PAYLOAD]
    public static long header(int kind, int from, int to, int payloadBytes) {
        return (long) kind << KIND_SHIFT | (long) from << FROM_SHIFT | (long) to << TO_SHIFT | payloadBytes;
    }

    /// Takes what a transport carried: a word made by [#header], and the rest; the payload is the caller's to set.
    /// @return the payload's length
    public int take(long header, long sequence, long a, long b) {
        this.header = header;
        this.sequence = sequence;
        this.a = a;
        this.b = b;
        return (int) header & MAX_PAYLOAD;
    }

    /// Marks it as the receiver's, for transports that hand over.
    public void hold() {
        HELD.set(this, 1);
    }

    /// Marks it as the sender's again. The last thing a receiver does with it.
    public void release() {
        HELD.setRelease(this, 0);
    }

    /// Whether it is the sender's.
    public boolean isFree() {
        return (int) HELD.getAcquire(this) == 0;
    }

    @Override
    public String toString() {
        return "message kind %d #%d %d -> %d (%d, %d, %s)"
                .formatted(kind(), sequence, from(), to(), a, b, super.toString());
    }
}
