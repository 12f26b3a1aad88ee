// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.PollLoop;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.Arrays;

/// The state that a port changes.
abstract class ThreadPortFields extends Padding {
    long failedPolls;
    long refusedOffers;
    int alone; // how many more messages of the first channel are taken to come alone
    boolean more; // there are other channels, or timers that are set
}

/// The way to one node.
///
/// @param addresses both ends of it, as in a message's header
/// @param sleeper whom to wake; null where nobody sleeps
record Way(Channel.Sender sender, long addresses, WaitStrategy sleeper) {}

/// The port of a node on a thread. All that changes in it belongs to that thread.
final class ThreadPort extends ThreadPortFields implements Port, PollLoop.Poller, Channel.Handler {
    /// Messages taken from one channel before the next gets its turn.
    private static final int BATCH = 64;

    /// Messages that are taken to come alone, behind one that did.
    private static final int ALONE = 32;

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final int self;
    private final Node node;
    private final Way[] ways; // by node
    private final Channel.Receiver first; // apart from the others: a loop for one takes longer to look in vain
    private final Channel.Receiver[] others; // where producers do not share a channel
    private final WaitStrategy wait; // its own
    private final WaitStrategy room;
    private final Timers timers = new Timers();

    /// @param receivers one or more
    /// @param waiting how to wait for room; a full channel signals nobody, so where others sleep this backs off
    ThreadPort(
            int self,
            Node node,
            Channel.Sender[] senders,
            Channel.Receiver[] receivers,
            WaitStrategy[] waits,
            Waiting waiting) {
        this.self = self;
        this.node = node;
        this.ways = new Way[senders.length];
        for (int to = 0; to < senders.length; to++) {
            ways[to] = senders[to] == null
                    ? null
                    : new Way(senders[to], Message.header(0, self, to, 0), waits[to].sleeps() ? waits[to] : null);
        }
        this.first = receivers[0];
        this.others = Arrays.copyOfRange(receivers, 1, receivers.length);
        this.wait = waits[self];
        this.more = others.length > 0;
        this.room = WaitStrategy.of(waiting.kind().sleeps() ? waiting.withKind(WaitStrategy.Kind.BACKOFF) : waiting);
    }

    @Override
    public int self() {
        return self;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Message message(int to) {
        return ways[to].sender().message();
    }

    @Override
    public boolean offer(int to) {
        Way way = ways[to];
        way.sender().message().address(self, to);
        return accepted(way, way.sender().offer());
    }

    @Override
    public void send(int to) {
        for (int attempt = 0; !offer(to); attempt++) {
            room.idle(attempt);
        }
    }

    @Override
    public void send(int to, int kind, long sequence, long a, long b, Payload payload) {
        Way way = ways[to];
        long header = (long) kind << Message.KIND_SHIFT | way.addresses() | payload.length();
        if (!accepted(way, way.sender().offer(header, sequence, a, b, payload))) {
            sendWhenThereIsRoom(way, header, sequence, a, b, payload);
        }
    }

    private void sendWhenThereIsRoom(Way way, long header, long sequence, long a, long b, Payload payload) {
        int attempt = 0;
        do {
            room.idle(attempt++);
        } while (!accepted(way, way.sender().offer(header, sequence, a, b, payload)));
    }

    private boolean accepted(Way way, boolean sent) {
        if (!sent) {
            refusedOffers++;
        } else if (way.sleeper() != null) {
            way.sleeper().signal();
        }
        return sent;
    }

    @Override
    public void schedule(int timer, long delayNanos) {
        timers.set(timer, nanos() + delayNanos);
        more = true;
    }

    @Override
    public void cancel(int timer) {
        timers.clear(timer);
        more = others.length > 0 || !timers.isEmpty();
    }

    /// A channel whose messages come one by one is asked for one at a time: whoever is asked for more looks in vain for
    /// the second.
    @Override
    public int drive() {
        int count = alone > 0 ? pollOne() : pollMany();
        if (more) {
            count += driveOthers();
        }
        if (count == 0) {
            failedPolls++;
        }
        return count;
    }

    private int pollOne() {
        int count = first.poll(this, 1);
        alone -= count;
        return count;
    }

    private int pollMany() {
        int count = first.poll(this, BATCH);
        alone = count == 1 ? ALONE : 0;
        return count;
    }

    private int driveOthers() {
        int count = 0;
        for (Channel.Receiver receiver : others) {
            count += receiver.poll(this, BATCH);
        }
        if (!timers.isEmpty()) {
            count += runTimers();
            more = others.length > 0 || !timers.isEmpty();
        }
        return count;
    }

    private int runTimers() {
        int count = 0;
        long now = nanos();
        for (int timer = timers.takeDue(now); timer >= 0; timer = timers.takeDue(now)) {
            node.onTimer(timer, this);
            count++;
        }
        return count;
    }

    @Override
    public void onMessage(Message message) {
        try {
            node.onMessage(message, this);
        } catch (NullPointerException | IndexOutOfBoundsException e) {
            throw mangled(message, e);
        }
    }

    /// The words for a message that nobody can have sent; what the node threw at another one.
    private RuntimeException mangled(Message message, RuntimeException thrown) {
        if (message == null) {
            return new Diagnosis("the transport gave node %,d null in place of a message".formatted(self), thrown);
        }
        int from = message.from();
        if (from < ways.length && ways[from] != null) { // who sends can be answered
            return thrown;
        }
        return new Diagnosis(
                "message %,d to node %,d says that it is from node %,d, which does not send there: the transport changed its header"
                        .formatted(message.sequence(), self, from),
                thrown);
    }

    @Override
    public void idle(int attempt) {
        if (timers.isEmpty()) {
            wait.idle(attempt);
        } else {
            wait.idle(attempt, timers.nanosLeft(nanos()));
        }
    }

    long failedPolls() {
        return failedPolls;
    }

    long refusedOffers() {
        return refusedOffers;
    }
}
