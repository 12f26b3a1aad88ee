// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Interrupts;
import dev.duality.interrupts.InterruptsContract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.queue.QueueTransport;
import dev.duality.messaging.ring.RingTransport;
import org.junit.jupiter.api.Nested;

class QueuedInterruptsTest {
    private static Interrupts open(Arrangement arrangement, BottomHalf bottomHalf, Transport transport) {
        return new QueuedInterrupts(arrangement, bottomHalf, transport, TransportOptions.defaults());
    }

    @Nested
    class OverRing implements InterruptsContract {
        @Override
        public Interrupts open(Arrangement arrangement, BottomHalf bottomHalf) {
            return QueuedInterruptsTest.open(arrangement, bottomHalf, new RingTransport());
        }
    }

    @Nested
    class OverSharedQueue implements InterruptsContract {
        @Override
        public Interrupts open(Arrangement arrangement, BottomHalf bottomHalf) {
            return QueuedInterruptsTest.open(arrangement, bottomHalf, new QueueTransport.JctoolsMpsc());
        }
    }

    @Nested
    class OverUnboundedQueue implements InterruptsContract {
        @Override
        public Interrupts open(Arrangement arrangement, BottomHalf bottomHalf) {
            return QueuedInterruptsTest.open(arrangement, bottomHalf, new QueueTransport.JucLtq());
        }
    }
}
