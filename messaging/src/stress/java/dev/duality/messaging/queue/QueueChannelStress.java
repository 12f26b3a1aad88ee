// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.stress.BrokenRegion;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Messages that are used again and again go through two queues, one bounded and one with marks; the receiver looks at
/// each twice; then in how many it read something that does not belong to it.
@JCStressTest
@State
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "no message was filled again while its receiver had it")
@Outcome(expect = FORBIDDEN, desc = "the sender filled a message that its receiver was reading")
public class QueueChannelStress {
    private static final int BOUND = 4;
    private static final int PAYLOAD_BYTES = Long.BYTES;
    private static final int SENDS = 24;

    private final Pair bounded;
    private final Pair marked;

    public QueueChannelStress() {
        this(BOUND, true);
    }

    /// @param capacity what the channel is told that its queue holds
    /// @param marks whether the receiver from the queue without a bound says when it has read a message
    QueueChannelStress(int capacity, boolean marks) {
        bounded = new Pair(new QueueChannel(
                new SpscVarHandleArrayQueue<>(BOUND), capacity, PAYLOAD_BYTES, QueueChannel.Turn.BOUND));
        Queue<Message> endless = new ConcurrentLinkedQueue<>();
        marked = new Pair(new QueueChannel(
                endless, 1, PAYLOAD_BYTES, marks ? QueueChannel.Turn.MARKED : QueueChannel.Turn.BOUND));
    }

    @Actor
    public void sender() {
        for (int n = 1; n <= SENDS; n++) {
            bounded.offer(n);
            marked.offer(n);
        }
    }

    @Actor
    public void receiver() {
        for (int polls = 0; polls < SENDS; polls++) {
            bounded.poll();
            marked.poll();
        }
    }

    @Arbiter
    public void after(II_Result r) {
        r.r1 = bounded.torn;
        r.r2 = marked.torn;
    }

    /// Both ends of a channel.
    private static final class Pair {
        private final Channel.Sender sender;
        private final Channel.Receiver receiver;
        private int torn;

        Pair(QueueChannel channel) {
            sender = channel.sender();
            receiver = channel.receiver();
        }

        void offer(int number) {
            Message message = sender.message();
            message.set(1, number, number, number);
            message.payload().stamp(number, PAYLOAD_BYTES);
            sender.offer();
        }

        void poll() {
            receiver.poll(this::read, 1);
        }

        private void read(Message message) {
            long before = message.a();
            BrokenRegion.linger();
            if (message.sequence() != before || message.payload().stamp() != before) {
                torn++;
            }
        }
    }

    @JCStressTest
    @State
    @Description("the channel is told of fewer slots than its queue has, so that a message's turn comes too early")
    public static class TooFewMessages extends QueueChannelStress {
        public TooFewMessages() {
            super(1, true);
        }

        @Actor
        @Override
        public void sender() {
            super.sender();
        }

        @Actor
        @Override
        public void receiver() {
            super.receiver();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("no marks, where the queue has no bound")
    public static class NoMarks extends QueueChannelStress {
        public NoMarks() {
            super(BOUND, false);
        }

        @Actor
        @Override
        public void sender() {
            super.sender();
        }

        @Actor
        @Override
        public void receiver() {
            super.receiver();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
