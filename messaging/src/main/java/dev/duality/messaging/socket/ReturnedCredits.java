// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// Credits that come back the way that messages went, for ends with no memory in common: a number of four bytes, sent
/// as soon as half of the capacity is owed. So a sender may be refused while less than half of the channel is taken,
/// and never for longer than until the receiver has taken what it was sent.
///
/// At most two such numbers are under way, since what they stand for has been sent: there is always room for the next.
///
/// - **Threads:** the sender's has the purse, the receiver's releases.
final class ReturnedCredits extends OwedCredits implements Credits {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final int capacity;
    private final int half;
    private final ReadableByteChannel atSender;
    private final WritableByteChannel atReceiver;
    private final ByteBuffer given = ByteBuffer.allocateDirect(Integer.BYTES).flip(); // empty once it has been sent

    /// @param capacity a power of two
    /// @param atSender where the sender reads the numbers, without waiting
    /// @param atReceiver where the receiver writes them
    ReturnedCredits(int capacity, ReadableByteChannel atSender, WritableByteChannel atReceiver) {
        this.capacity = capacity;
        this.half = Math.max(1, capacity / 2);
        this.atSender = atSender;
        this.atReceiver = atReceiver;
    }

    @Override
    public Purse purse() {
        return new OfSender();
    }

    @Override
    public void release(int count) {
        owed += count;
        try {
            if (!given.hasRemaining() && owed >= half) {
                given.clear().putInt(owed).flip();
                owed = 0;
            }
            if (given.hasRemaining()) {
                atReceiver.write(given);
            }
        } catch (OtherEndGone | ClosedChannelException _) {
            // whoever polls next finds out
        } catch (IOException e) {
            throw new Diagnosis("a channel gives no credits back: " + Diagnosis.reason(e), e);
        }
    }

    /// The fields that a purse changes.
    private abstract static class PurseFields extends Padding {
        int left;
    }

    private final class OfSender extends PurseFields implements Purse {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final ByteBuffer back = ByteBuffer.allocateDirect(2 * Integer.BYTES);

        OfSender() {
            left = capacity;
        }

        @Override
        public boolean acquire() throws IOException {
            if (left == 0) {
                atSender.read(back);
                back.flip();
                while (back.remaining() >= Integer.BYTES) {
                    left += back.getInt();
                }
                back.compact();
            }
            if (left == 0) {
                return false;
            }
            left--;
            return true;
        }

        @Override
        public void cancel() {
            left++;
        }
    }
}

/// The fields that a receiver's end changes.
abstract class OwedCredits extends Padding {
    int owed; // credits that have not been given back yet
}
