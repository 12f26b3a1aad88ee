// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// One slot and two `VarHandle`s: a word that says which number is there, and one that says which was taken. The least
/// that carries a payload.
final class LineAdapter implements QueueAdapter {
    /* The sender owns the slot while `taken` = `there`, the receiver while they differ.
     *
     *   sender    S1 acquire taken = number - 1   S2 writes the payload   S3 release there = number
     *   receiver  R1 acquire there, is it new?    R2 reads                R3 release taken = number
     *
     * Nothing is read unwritten: R1 sees S3, so S2 happens-before R2. Nothing is overwritten unread: S1 sees R3, so R2
     * happens-before the next S2; where each number is answered, the answer says it, and there is no R3.
     * Weaker breaks it: with S3 or R1 opaque R2 may miss S2; with R3 or S1 opaque S2 may pass R2.
     * Stronger is waste: each word has one writer, and each side decides by one word of the other.
     * Tried by each measurement, which counts what it gets before it is timed.
     */
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();
    private static final long THERE = 256;
    private static final long PAYLOAD = THERE + Long.BYTES; // in the same line, as far as it fits

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final long taken;
    private final int payloadBytes;
    private final boolean answered; // a round trip needs no `taken`: the answer says so

    LineAdapter(int payloadBytes, boolean answered) {
        this.payloadBytes = payloadBytes;
        this.answered = answered;
        this.taken = THERE + payloadBytes + 512 & -256;
        this.memory = arena.allocate(taken + 512, 256);
    }

    @Override
    public Sender sender() {
        return new Sender() {
            private final byte[] mine = TouchedLines.apart(payloadBytes);

            @Override
            void send(long number) {
                if (!answered) {
                    for (int attempt = 0; (long) WORD.getAcquire(memory, taken) != sent; attempt++) { // S1
                        awaitRoom(attempt);
                    }
                }
                if (payloadBytes > Long.BYTES) {
                    TouchedLines.write(mine, payloadBytes, number);
                    MemorySegment.copy(mine, 0, memory, ValueLayout.JAVA_BYTE, PAYLOAD, payloadBytes); // S2
                }
                WORD.setRelease(memory, THERE, number); // S3
                sent = number;
            }
        };
    }

    @Override
    public Receiver receiver() {
        return new Receiver() {
            private final VarHandle words = ValueLayout.JAVA_LONG_UNALIGNED.varHandle();

            @Override
            int poll(int most) {
                long number = (long) WORD.getAcquire(memory, THERE); // R1
                if (number == next) {
                    return 0;
                }
                long others = 0;
                for (int at = 0; payloadBytes > Long.BYTES && at < payloadBytes; at += TouchedLines.LINE) {
                    others |= (long) words.get(memory, PAYLOAD + at) ^ number; // R2
                }
                if (!answered) {
                    WORD.setRelease(memory, taken, number); // R3
                }
                next = number;
                took(others == 0 ? number : -1);
                return 1;
            }
        };
    }

    @Override
    public void close() {
        arena.close();
    }
}
