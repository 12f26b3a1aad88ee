// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/// One of Agrona's rings of bytes: the sender claims, copies and commits; the receiver reads in place.
final class AgronaAdapter implements QueueAdapter {
    private static final int KIND = 1;

    private final RingBuffer ring;
    private final int payloadBytes;

    AgronaAdapter(Function<AtomicBuffer, RingBuffer> kind, int payloadBytes) {
        this.payloadBytes = payloadBytes;
        int record = BitUtil.align(payloadBytes + RecordDescriptor.HEADER_LENGTH, RecordDescriptor.ALIGNMENT);
        int bytes = BitUtil.findNextPositivePowerOfTwo(CAPACITY * record);
        this.ring =
                kind.apply(new UnsafeBuffer(ByteBuffer.allocateDirect(bytes + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    @Override
    public Sender sender() {
        return new Sender() {
            private final byte[] mine = TouchedLines.apart(payloadBytes);

            @Override
            void send(long number) {
                TouchedLines.write(mine, payloadBytes, number);
                int at = ring.tryClaim(KIND, payloadBytes);
                for (int attempt = 0; at < 0; attempt++) {
                    awaitRoom(attempt);
                    at = ring.tryClaim(KIND, payloadBytes);
                }
                ring.buffer().putBytes(at, mine, 0, payloadBytes);
                ring.commit(at);
            }
        };
    }

    @Override
    public Receiver receiver() {
        return new Receiver() {
            private final MessageHandler handler =
                    (_, buffer, at, length) -> took(TouchedLines.read(buffer, at, length));

            @Override
            int poll(int most) {
                return ring.read(handler, most);
            }
        };
    }
}
