// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.messaging.ring.RingTransport;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Collectors;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The kinds of ducts, ours among them.
enum Rival {
    LINE("line", "one place and two VarHandles", Waits.PAUSE, 1),
    RING("ring", "our ring, its channel by hand", Waits.PAUSE, 1),
    JCTOOLS_SPSC("jctools-spsc", "JCTools SPSC", Waits.PAUSE, 1),
    JCTOOLS_COPYING("jctools-copying", "JCTools SPSC, but copied in and out, as the ring does", Waits.PAUSE, 1),
    JCTOOLS_MPSC("jctools-mpsc", "JCTools MPSC", Waits.PAUSE, 64),
    JCTOOLS_MPMC("jctools-mpmc", "JCTools MPMC", Waits.PAUSE, 64),
    AGRONA_ONE("agrona-one", "Agrona OneToOneRingBuffer", Waits.PAUSE, 1),
    AGRONA_MANY("agrona-many", "Agrona ManyToOneRingBuffer", Waits.PAUSE, 64),
    DISRUPTOR_ONE("disruptor-one", "Disruptor, single producer", Waits.PAUSE, 1),
    DISRUPTOR_MANY("disruptor-many", "Disruptor, multi producer", Waits.PAUSE, 64),
    AERON_IPC("aeron-ipc", "Aeron IPC, own media driver", Waits.PAUSE, 64),
    CHRONICLE("chronicle", "Chronicle Queue in memory files", Waits.PAUSE, 1),
    JUC_ABQ("juc-abq", "ArrayBlockingQueue, polled", Waits.PAUSE, 64),
    JUC_LTQ("juc-ltq", "LinkedTransferQueue, polled", Waits.PAUSE, 1),
    JUC_LBQ("juc-lbq", "LinkedBlockingQueue, polled", Waits.PAUSE, 64),
    SYNCHRONOUS("synchronous", "SynchronousQueue put and take", Waits.OWN, 64),
    EXCHANGER("exchanger", "Exchanger", Waits.OWN, 1),
    VIRTUAL("virtual", "virtual threads, LinkedBlockingQueue", Waits.VIRTUAL, 64);

    /// How both ends wait.
    enum Waits {
        /// Ask again, with `onSpinWait` between.
        PAUSE,
        /// As the JDK does it: some turns, then sleep. Not to be compared with the others (MEASURING rule 2).
        OWN,
        /// The same, on virtual threads, which cannot be pinned.
        VIRTUAL
    }

    final String word;
    final String about;
    final Waits waits;
    final int senders; // at most

    Rival(String word, String about, Waits waits, int senders) {
        this.word = word;
        this.about = about;
        this.waits = waits;
        this.senders = senders;
    }

    static Rival of(String word) {
        return Arrays.stream(values())
                .filter(rival -> rival.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rival '%s'; there are %s"
                        .formatted(
                                word,
                                Arrays.stream(values()).map(one -> one.word).collect(Collectors.joining(", ")))));
    }

    /// @param answered whether at most one payload is under way, because each is answered
    Duct open(int senderThreads, int payloadBytes, boolean answered) {
        if (senderThreads > senders) {
            throw new IllegalArgumentException(word + " has one sender, not " + senderThreads);
        }
        return switch (this) {
            case LINE -> new LineDuct(payloadBytes, answered);
            case RING -> new ChannelDuct(new RingTransport(), senderThreads, payloadBytes);
            case JCTOOLS_SPSC ->
                new QueueDuct(new SpscVarHandleArrayQueue<>(Duct.CAPACITY), payloadBytes, answered);
            case JCTOOLS_COPYING ->
                new QueueDuct(new SpscVarHandleArrayQueue<>(Duct.CAPACITY), payloadBytes, answered, true);
            case JCTOOLS_MPSC ->
                new QueueDuct(new MpscVarHandleArrayQueue<>(Duct.CAPACITY), payloadBytes, answered);
            case JCTOOLS_MPMC ->
                new QueueDuct(new MpmcVarHandleArrayQueue<>(Duct.CAPACITY), payloadBytes, answered);
            case AGRONA_ONE -> new AgronaDuct(OneToOneRingBuffer::new, payloadBytes);
            case AGRONA_MANY -> new AgronaDuct(ManyToOneRingBuffer::new, payloadBytes);
            case DISRUPTOR_ONE -> new DisruptorDuct(true, payloadBytes);
            case DISRUPTOR_MANY -> new DisruptorDuct(false, payloadBytes);
            case AERON_IPC -> new AeronDuct(payloadBytes);
            case CHRONICLE -> new ChronicleDuct(payloadBytes);
            case JUC_ABQ -> new QueueDuct(new ArrayBlockingQueue<>(Duct.CAPACITY), payloadBytes, answered);
            case JUC_LTQ -> new QueueDuct(new LinkedTransferQueue<>(), payloadBytes, answered);
            case JUC_LBQ -> new QueueDuct(new LinkedBlockingQueue<>(Duct.CAPACITY), payloadBytes, answered);
            case SYNCHRONOUS -> WaitingDuct.of(new SynchronousQueue<>(), payloadBytes);
            case EXCHANGER -> WaitingDuct.of(new Exchanger<>(), payloadBytes);
            case VIRTUAL -> WaitingDuct.of(new LinkedBlockingQueue<>(Duct.CAPACITY), payloadBytes);
        };
    }
}
