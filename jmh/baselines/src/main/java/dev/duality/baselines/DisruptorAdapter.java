// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

/// The Disruptor's ring of events that are made once: the sender copies into the next event, the receiver reads it in
/// place and says how far it is, once a batch.
final class DisruptorAdapter implements QueueAdapter {
    private final RingBuffer<byte[]> ring;
    private final Sequence done = new Sequence();
    private final boolean oneSender;
    private final int payloadBytes;

    DisruptorAdapter(boolean oneSender, int payloadBytes) {
        this.oneSender = oneSender;
        this.payloadBytes = payloadBytes;
        // Its poller spins by itself. The default strategy would take a lock at each publication, to wake nobody.
        BusySpinWaitStrategy wakingNobody = new BusySpinWaitStrategy();
        this.ring = oneSender
                ? RingBuffer.createSingleProducer(() -> TouchedLines.apart(payloadBytes), CAPACITY, wakingNobody)
                : RingBuffer.createMultiProducer(() -> TouchedLines.apart(payloadBytes), CAPACITY, wakingNobody);
        ring.addGatingSequences(done);
    }

    @Override
    public Sender sender() {
        return new Sender() {
            private final byte[] mine = TouchedLines.apart(payloadBytes);

            @Override
            void send(long number) {
                TouchedLines.write(mine, payloadBytes, number);
                for (int attempt = 0; !ring.hasAvailableCapacity(1); attempt++) { // `next` would sleep
                    awaitRoom(attempt);
                }
                long at = ring.next();
                System.arraycopy(mine, 0, ring.get(at), 0, payloadBytes);
                ring.publish(at);
            }
        };
    }

    @Override
    public Receiver receiver() {
        return new Receiver() {
            @Override
            int poll(int most) {
                long at = next;
                if (oneSender) {
                    long there = Math.min(ring.getCursor(), at + most - 1);
                    while (at <= there) {
                        took(TouchedLines.read(ring.get(at++), payloadBytes));
                    }
                } else {
                    while (at < next + most && ring.isAvailable(at)) {
                        took(TouchedLines.read(ring.get(at++), payloadBytes));
                    }
                }
                int count = (int) (at - next);
                if (count > 0) {
                    next = at;
                    done.set(at - 1);
                }
                return count;
            }
        };
    }
}
