// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.queue;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.ChannelContract;
import org.junit.jupiter.api.Nested;

class QueueTransportTest {
    @Nested
    class JctoolsSpsc implements ChannelContract.Bounded {
        @Override
        public Transport transport() {
            return new QueueTransport.JctoolsSpsc();
        }
    }

    @Nested
    class JctoolsMpsc implements ChannelContract.Bounded, ChannelContract.ManyProducers {
        @Override
        public Transport transport() {
            return new QueueTransport.JctoolsMpsc();
        }
    }

    @Nested
    class JctoolsMpmc implements ChannelContract.Bounded, ChannelContract.ManyProducers, ChannelContract.ManyConsumers {
        @Override
        public Transport transport() {
            return new QueueTransport.JctoolsMpmc();
        }
    }

    @Nested
    class JucAbq implements ChannelContract.Bounded, ChannelContract.ManyProducers, ChannelContract.ManyConsumers {
        @Override
        public Transport transport() {
            return new QueueTransport.JucAbq();
        }
    }

    @Nested
    class JucLtq implements ChannelContract.Unbounded, ChannelContract.ManyProducers, ChannelContract.ManyConsumers {
        @Override
        public Transport transport() {
            return new QueueTransport.JucLtq();
        }
    }
}
