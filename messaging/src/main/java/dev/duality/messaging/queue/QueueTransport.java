// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.queue;

import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Contract.Many;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.IntFunction;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// A transport over one kind of queue.
public abstract class QueueTransport implements Transport {
    /// JCTools' ring for one producer and one consumer.
    public static final class JctoolsSpsc extends QueueTransport {
        public JctoolsSpsc() {
            super(
                    "jctools-spsc",
                    "JCTools SpscArrayQueue, by VarHandles",
                    Many.ONE,
                    Many.ONE,
                    true,
                    n -> new SpscVarHandleArrayQueue<>(Math.max(n, LEAST)));
        }
    }

    /// The same ring, and a new message for each send: the allocation and its collector are what the one beside it
    /// spares.
    public static final class JctoolsSpscFresh extends QueueTransport {
        public JctoolsSpscFresh() {
            super(
                    "jctools-spsc-fresh",
                    "the ring of jctools-spsc, a new message for each send",
                    Many.ONE,
                    Many.ONE,
                    true,
                    true,
                    n -> new SpscVarHandleArrayQueue<>(Math.max(n, LEAST)));
        }
    }

    /// JCTools' ring for many producers and one consumer.
    public static final class JctoolsMpsc extends QueueTransport {
        public JctoolsMpsc() {
            super(
                    "jctools-mpsc",
                    "JCTools MpscArrayQueue, by VarHandles",
                    Many.MANY,
                    Many.ONE,
                    true,
                    n -> new MpscVarHandleArrayQueue<>(Math.max(n, 2)));
        }
    }

    /// JCTools' ring for many producers and many consumers.
    public static final class JctoolsMpmc extends QueueTransport {
        public JctoolsMpmc() {
            super(
                    "jctools-mpmc",
                    "JCTools MpmcArrayQueue, by VarHandles",
                    Many.MANY,
                    Many.MANY,
                    true,
                    n -> new MpmcVarHandleArrayQueue<>(Math.max(n, 2)));
        }
    }

    /// The JDK's bounded queue under one lock.
    public static final class JucAbq extends QueueTransport {
        public JucAbq() {
            super(
                    "juc-abq",
                    "java.util.concurrent ArrayBlockingQueue: one lock",
                    Many.MANY,
                    Many.MANY,
                    true,
                    ArrayBlockingQueue::new);
        }
    }

    /// The JDK's unbounded linked queue without locks.
    public static final class JucLtq extends QueueTransport {
        public JucLtq() {
            super(
                    "juc-ltq",
                    "java.util.concurrent LinkedTransferQueue: linked nodes, no lock",
                    Many.MANY,
                    Many.MANY,
                    false,
                    _ -> new LinkedTransferQueue<>());
        }
    }

    /// The JDK's bounded linked queue: a lock at each end.
    public static final class JucLbq extends QueueTransport {
        public JucLbq() {
            super(
                    "juc-lbq",
                    "java.util.concurrent LinkedBlockingQueue: linked nodes, a lock at each end",
                    Many.MANY,
                    Many.MANY,
                    true,
                    LinkedBlockingQueue::new);
        }
    }

    /// JCTools makes no ring of fewer slots.
    private static final int LEAST = 4;

    private final String name;
    private final String description;
    private final Contract contract;
    private final boolean fresh;
    private final IntFunction<Queue<Message>> queues;

    QueueTransport(
            String name,
            String description,
            Many producers,
            Many consumers,
            boolean bounded,
            IntFunction<Queue<Message>> queues) {
        this(name, description, producers, consumers, bounded, false, queues);
    }

    /// @param fresh whether each message that is sent is a new one
    QueueTransport(
            String name,
            String description,
            Many producers,
            Many consumers,
            boolean bounded,
            boolean fresh,
            IntFunction<Queue<Message>> queues) {
        this.name = name;
        this.description = description;
        this.contract = new Contract(
                producers,
                consumers,
                bounded,
                Contract.Order.FIFO,
                false,
                Contract.Passing.HANDS_OVER,
                Contract.Reach.THREADS);
        this.fresh = fresh;
        this.queues = queues;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Contract contract() {
        return contract;
    }

    @Override
    public final Carrier start(TransportOptions options) {
        return Carrier.ofSeparate(this, spec -> {
            Queue<Message> queue = queues.apply(spec.capacity());
            int capacity = queue instanceof MessagePassingQueue<?> ring ? ring.capacity() : spec.capacity();
            return new QueueChannel(queue, capacity, spec.payloadBytes(), turn(spec));
        });
    }

    private QueueChannel.Turn turn(ChannelSpec spec) {
        if (fresh) {
            return QueueChannel.Turn.FRESH;
        }
        return !contract.bounded() || spec.consumers() > 1 ? QueueChannel.Turn.MARKED : QueueChannel.Turn.BOUND;
    }
}
