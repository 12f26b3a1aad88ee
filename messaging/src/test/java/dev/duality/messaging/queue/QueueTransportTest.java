// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.TransportContract;
import dev.duality.messaging.contract.TransportKit;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// JCTools' rings are worn by writing their private indices, up to where an `int` runs over. Beyond 2^63 messages,
/// which take 292 years at one a nanosecond, they say that they are full. The JDK's queues have no index that grows.
class QueueTransportTest {
    private static List<TransportKit.Worn> worn(ChannelSpec spec, IntFunction<Queue<Message>> queues) {
        return LongStream.of((1L << 31) - 3, (1L << 32) - 3)
                .mapToObj(carried -> {
                    int capacity = Math.max(4, spec.capacity());
                    Queue<Message> queue = queues.apply(capacity);
                    wear(queue, carried);
                    return new TransportKit.Worn(
                            "after " + carried,
                            new QueueChannel(
                                    queue,
                                    capacity,
                                    spec.payloadBytes(),
                                    spec.consumers() > 1 ? QueueChannel.Turn.MARKED : QueueChannel.Turn.BOUND));
                })
                .toList();
    }

    /// Writes the fields that an empty queue has after so many messages.
    private static void wear(Queue<Message> queue, long carried) {
        try {
            for (Class<?> type = queue.getClass(); type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    switch (field.getName()) {
                        case "producerIndex", "consumerIndex", "producerLimit" -> {
                            field.setAccessible(true);
                            field.setLong(queue, carried);
                        }
                        case "sequenceBuffer" -> {
                            field.setAccessible(true);
                            long[] sequences = (long[]) field.get(queue);
                            for (long n = carried; n < carried + sequences.length; n++) {
                                sequences[(int) (n & sequences.length - 1)] = n;
                            }
                        }
                        default -> {}
                    }
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachMessageIsANewOneAndThoseOfTheRingBesideItComeBack() {
        int sends = 100;

        assertEquals(sends, sent(new QueueTransport.JctoolsSpscFresh(), sends).size());
        assertTrue(sent(new QueueTransport.JctoolsSpsc(), sends).size() < sends);
    }

    /// The messages that arrive of so many sends, each counted once, whatever it holds.
    private static Set<Message> sent(Transport transport, int sends) {
        Set<Message> arrived = Collections.newSetFromMap(new IdentityHashMap<>());
        try (Transport.Carrier carrier = transport.start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 4, 8))) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            for (int send = 0; send < sends; send++) {
                assertTrue(sender.offer());
                assertEquals(1, receiver.poll(arrived::add, 1));
            }
        }
        return arrived;
    }

    @Nested
    class JctoolsSpsc implements TransportContract {
        @Override
        public Transport transport() {
            return new QueueTransport.JctoolsSpsc();
        }

        @Override
        public List<Worn> worn(ChannelSpec spec) {
            return QueueTransportTest.worn(spec, SpscVarHandleArrayQueue::new);
        }
    }

    @Nested
    class JctoolsSpscFresh implements TransportContract {
        @Override
        public Transport transport() {
            return new QueueTransport.JctoolsSpscFresh();
        }

        @Override
        public List<Worn> worn(ChannelSpec spec) {
            return LongStream.of((1L << 31) - 3, (1L << 32) - 3)
                    .mapToObj(carried -> {
                        Queue<Message> queue = new SpscVarHandleArrayQueue<>(Math.max(4, spec.capacity()));
                        wear(queue, carried);
                        return new TransportKit.Worn(
                                "after " + carried,
                                new QueueChannel(queue, 0, spec.payloadBytes(), QueueChannel.Turn.FRESH));
                    })
                    .toList();
        }
    }

    @Nested
    class JctoolsMpsc implements TransportContract {
        @Override
        public Transport transport() {
            return new QueueTransport.JctoolsMpsc();
        }

        @Override
        public List<Worn> worn(ChannelSpec spec) {
            return QueueTransportTest.worn(spec, MpscVarHandleArrayQueue::new);
        }
    }

    @Nested
    class JctoolsMpmc implements TransportContract {
        @Override
        public Transport transport() {
            return new QueueTransport.JctoolsMpmc();
        }

        @Override
        public List<Worn> worn(ChannelSpec spec) {
            return QueueTransportTest.worn(spec, MpmcVarHandleArrayQueue::new);
        }
    }

    @Nested
    class JucAbq implements TransportContract {
        @Override
        public Transport transport() {
            return new QueueTransport.JucAbq();
        }
    }

    @Nested
    class JucLtq implements TransportContract {
        @Override
        public Transport transport() {
            return new QueueTransport.JucLtq();
        }
    }

    @Nested
    class JucLbq implements TransportContract {
        @Override
        public Transport transport() {
            return new QueueTransport.JucLbq();
        }
    }
}
