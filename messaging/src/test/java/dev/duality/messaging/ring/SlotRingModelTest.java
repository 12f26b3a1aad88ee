// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Channel;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class SlotRingModelTest {
    private static final int CAPACITY = 2;

    /// One end sends numbers, the other receives them.
    public static class Ring {
        private final Channel.Sender sender;
        private final Channel.Receiver receiver;
        private final Deque<Long> received = new ArrayDeque<>();

        public Ring() {
            this(new HeapRegion(SlotRing.bytes(CAPACITY, 0)));
        }

        Ring(Region region) {
            SlotRing ring = new SlotRing(region, 0, CAPACITY, 0, false);
            sender = ring.sender();
            receiver = ring.receiver();
        }

        @Operation(nonParallelGroup = "producer")
        public boolean offer(int number) {
            sender.message().set(1, 0, number, -number);
            return sender.offer();
        }

        /// @return what was received; `null` if there is nothing
        @Operation(nonParallelGroup = "consumer")
        public Long poll() {
            receiver.poll(message -> received.add(message.a() == -message.b() ? message.a() : Long.MIN_VALUE), 1);
            return received.poll();
        }
    }

    /// Says that a message is there before it is: every released word is seen one plain store early.
    public static class StampedTooSoon extends Ring {
        public StampedTooSoon() {
            super(new ForwardingRegion(new HeapRegion(SlotRing.bytes(CAPACITY, 0))) {
                private long held = -1;
                private long value;

                @Override
                public void setPlain(long offset, long word) {
                    letGo();
                    held = offset;
                    value = word;
                }

                @Override
                public void setRelease(long offset, long word) {
                    super.setRelease(offset, word);
                    letGo();
                }

                private void letGo() {
                    if (held >= 0) {
                        super.setPlain(held, value);
                        held = -1;
                    }
                }
            });
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizable(Ring.class);
    }

    @Test
    void isNotIfAMessageIsStampedBeforeItIsWritten() {
        ModelChecking.assertBroken(StampedTooSoon.class);
    }
}
