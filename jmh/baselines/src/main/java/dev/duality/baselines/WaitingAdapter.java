// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;

/// Hand-overs that can only wait, each in its own way: sender and receiver meet, or sleep.
final class WaitingAdapter implements QueueAdapter {
    private static final int ARRAYS = 4 * CAPACITY;
    /// A step that an interrupt ends.
    private interface Step {
        byte[] with(byte[] bytes) throws InterruptedException;
    }

    private final Step put;
    private final Step take;
    private final int payloadBytes;

    private WaitingAdapter(Step put, Step take, int payloadBytes) {
        this.put = put;
        this.take = take;
        this.payloadBytes = payloadBytes;
    }

    static QueueAdapter of(BlockingQueue<byte[]> queue, int payloadBytes) {
        return new WaitingAdapter(
                bytes -> {
                    queue.put(bytes);
                    return bytes;
                },
                _ -> queue.take(),
                payloadBytes);
    }

    static QueueAdapter of(Exchanger<byte[]> exchanger, int payloadBytes) {
        return new WaitingAdapter(exchanger::exchange, exchanger::exchange, payloadBytes);
    }

    @Override
    public Sender sender() {
        return new Sender() {
            private final byte[][] arrays = JavaQueueAdapter.arrays(ARRAYS, payloadBytes);

            @Override
            void send(long number) {
                byte[] bytes = arrays[(int) sent++ & ARRAYS - 1];
                TouchedLines.write(bytes, payloadBytes, number);
                try {
                    put.with(bytes);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    for (int attempt = 0; ; attempt++) {
                        awaitRoom(attempt); // it was not taken, and whoever sends hears of that from here
                    }
                }
            }
        };
    }

    @Override
    public Receiver receiver() {
        return new Receiver() {
            private final byte[] nothing = {}; // an exchange needs something to give

            @Override
            int poll(int most) {
                try {
                    took(TouchedLines.read(take.with(nothing), payloadBytes));
                    return 1;
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return 0;
                }
            }
        };
    }
}
