// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Contract.Passing;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.WaitStrategy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The queues of others by hand, and our ring's channel by hand among them.
enum Baseline {
    LINE("line", "one slot and two VarHandles", Waits.PAUSE, 1, Passing.COPIES),
    RING("ring", "our ring, its channel by hand", Waits.PAUSE, 1, Passing.COPIES),
    JCTOOLS_SPSC("jctools-spsc", "JCTools SPSC", Waits.PAUSE, 1, Passing.HANDS_OVER),
    JCTOOLS_COPYING(
            "jctools-copying", "JCTools SPSC, but copied in and out, as the ring does", Waits.PAUSE, 1, Passing.COPIES),
    JCTOOLS_MPSC("jctools-mpsc", "JCTools MPSC", Waits.PAUSE, 64, Passing.HANDS_OVER),
    JCTOOLS_MPMC("jctools-mpmc", "JCTools MPMC", Waits.PAUSE, 64, Passing.HANDS_OVER),
    AGRONA_ONE("agrona-one", "Agrona OneToOneRingBuffer", Waits.PAUSE, 1, Passing.COPIES),
    AGRONA_MANY("agrona-many", "Agrona ManyToOneRingBuffer", Waits.PAUSE, 64, Passing.COPIES),
    DISRUPTOR_ONE("disruptor-one", "Disruptor, single producer", Waits.PAUSE, 1, Passing.COPIES),
    DISRUPTOR_MANY("disruptor-many", "Disruptor, multi producer", Waits.PAUSE, 64, Passing.COPIES),
    AERON_IPC("aeron-ipc", "Aeron IPC, own media driver", Waits.PAUSE, 64, Passing.COPIES),
    CHRONICLE("chronicle", "Chronicle Queue in memory files", Waits.PAUSE, 1, Passing.COPIES),
    JUC_ABQ("juc-abq", "ArrayBlockingQueue, polled", Waits.PAUSE, 64, Passing.HANDS_OVER),
    JUC_LTQ("juc-ltq", "LinkedTransferQueue, polled", Waits.PAUSE, 1, Passing.HANDS_OVER),
    JUC_LBQ("juc-lbq", "LinkedBlockingQueue, polled", Waits.PAUSE, 64, Passing.HANDS_OVER),
    SYNCHRONOUS("synchronous", "SynchronousQueue put and take", Waits.OWN, 64, Passing.HANDS_OVER),
    EXCHANGER("exchanger", "Exchanger", Waits.OWN, 1, Passing.HANDS_OVER);

    /// The wait of both ends.
    enum Waits {
        /// Ask again, with `onSpinWait` between.
        PAUSE(WaitStrategy.Kind.PAUSE),
        /// As the JDK does it: some attempts, then sleep. Not to be compared with the others.
        OWN(WaitStrategy.Kind.PARK);

        private final WaitStrategy.Kind kind;

        Waits(WaitStrategy.Kind kind) {
            this.kind = kind;
        }

        /// As rows show it.
        WaitStrategy.Kind kind() {
            return kind;
        }
    }

    private final String word;
    private final String description;
    private final Waits waits;
    private final int senders; // at most
    private final Passing passing;

    Baseline(String word, String description, Waits waits, int senders, Passing passing) {
        this.word = word;
        this.description = description;
        this.waits = waits;
        this.senders = senders;
        this.passing = passing;
    }

    /// The name behind `by-hand:`.
    String label() {
        return word;
    }

    String description() {
        return description;
    }

    Waits waits() {
        return waits;
    }

    /// The greatest number of threads that may send.
    int senders() {
        return senders;
    }

    /// On what terms it can be compared.
    Contract contract() {
        return new Contract(
                senders == 1 ? Contract.Many.ONE : Contract.Many.MANY,
                Contract.Many.ONE,
                true,
                senders == 1 ? Contract.Order.FIFO : Contract.Order.PER_PRODUCER,
                this == CHRONICLE,
                passing,
                Contract.Reach.THREADS);
    }

    /// @param answered whether at most one payload is under way, because each is answered
    QueueAdapter open(int senderThreads, int payloadBytes, boolean answered) {
        if (senderThreads > senders) {
            throw new IllegalArgumentException(word + " has one sender, not " + senderThreads);
        }
        return switch (this) {
            case LINE -> new LineAdapter(payloadBytes, answered);
            case RING -> new ChannelAdapter(new RingTransport(), senderThreads, payloadBytes);
            case JCTOOLS_SPSC ->
                new JavaQueueAdapter(new SpscVarHandleArrayQueue<>(QueueAdapter.CAPACITY), payloadBytes, answered);
            case JCTOOLS_COPYING ->
                new JavaQueueAdapter(
                        new SpscVarHandleArrayQueue<>(QueueAdapter.CAPACITY), payloadBytes, answered, true);
            case JCTOOLS_MPSC ->
                new JavaQueueAdapter(new MpscVarHandleArrayQueue<>(QueueAdapter.CAPACITY), payloadBytes, answered);
            case JCTOOLS_MPMC ->
                new JavaQueueAdapter(new MpmcVarHandleArrayQueue<>(QueueAdapter.CAPACITY), payloadBytes, answered);
            case AGRONA_ONE -> new AgronaAdapter(OneToOneRingBuffer::new, payloadBytes);
            case AGRONA_MANY -> new AgronaAdapter(ManyToOneRingBuffer::new, payloadBytes);
            case DISRUPTOR_ONE -> new DisruptorAdapter(true, payloadBytes);
            case DISRUPTOR_MANY -> new DisruptorAdapter(false, payloadBytes);
            case AERON_IPC -> new AeronAdapter(payloadBytes);
            case CHRONICLE -> new ChronicleAdapter(payloadBytes);
            case JUC_ABQ ->
                new JavaQueueAdapter(new ArrayBlockingQueue<>(QueueAdapter.CAPACITY), payloadBytes, answered);
            case JUC_LTQ -> new JavaQueueAdapter(new LinkedTransferQueue<>(), payloadBytes, answered);
            case JUC_LBQ ->
                new JavaQueueAdapter(new LinkedBlockingQueue<>(QueueAdapter.CAPACITY), payloadBytes, answered);
            case SYNCHRONOUS -> WaitingAdapter.of(new SynchronousQueue<>(), payloadBytes);
            case EXCHANGER -> WaitingAdapter.of(new Exchanger<>(), payloadBytes);
        };
    }
}
