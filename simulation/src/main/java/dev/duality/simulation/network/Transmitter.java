// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import java.util.Arrays;
import java.util.Optional;

/// Sends messages off: decides what becomes of each, and when it arrives. For one thread.
final class Transmitter {
    private final Network network;
    private final Network.Costs costs;
    private final long seed;
    private final int payloadBytes;
    private final EventQueue queue;
    private final InFlightMessages inFlight;
    private final FaultPlan plan;
    private final Journal journal;
    private final FifoLinks links = new FifoLinks();
    private FaultInjector injector;
    private Message[] drafts = new Message[4]; // that nobody writes now
    private int draftCount;
    private long nextMessage;

    Transmitter(
            Network network,
            long seed,
            int payloadBytes,
            EventQueue queue,
            InFlightMessages inFlight,
            FaultPlan plan,
            Journal journal) {
        this.network = network;
        this.costs = network.costs();
        this.seed = seed;
        this.payloadBytes = payloadBytes;
        this.queue = queue;
        this.inFlight = inFlight;
        this.plan = plan;
        this.journal = journal;
        this.injector = new FaultInjector(network, seed, Optional.empty());
    }

    /// Has exactly a schedule's faults happen to messages from now on.
    void follow(Schedule schedule) {
        injector = new FaultInjector(network, seed, Optional.of(schedule));
    }

    /// A message to write, whatever it holds.
    Message draft() {
        return draftCount == 0 ? new Message(payloadBytes) : drafts[--draftCount];
    }

    /// @param draft is nobody's afterwards
    void send(SimulatedPort sender, int to, Message draft, long now) {
        int from = sender.self();
        draft.address(from, to);
        int length = draft.payload().length();
        if (length > payloadBytes) {
            throw new IllegalArgumentException(
                    "node %d sends %d bytes, where %d are the most".formatted(from, length, payloadBytes));
        }
        checkBuffer(from, draft);
        long number = nextMessage++;
        journal.tell(Observer.What.SENT, now, from, to, number, draft);
        long takes = (Network.HEADER_BYTES + length) * network.nanosPerKilobyte() / 1024;
        long begins = Math.max(costs.any() ? sender.processor().send(now, costs) : now, sender.leavesNanos);
        long left = begins + takes;
        sender.leavesNanos = begins + Math.max(takes, costs.gapNanos());
        injector.decide(number);
        if (plan.isParted(from, to)) {
            journal.tell(Observer.What.PARTED, now, from, to, number, draft);
        } else if (injector.isLost()) {
            if (journal.isRecorded()) {
                journal.keep(new Fault.Lost(number));
            }
            journal.tell(Observer.What.LOST, now, from, to, number, draft);
        } else {
            depart(number, 0, left, draft, now);
            if (injector.isDoubled()) {
                if (journal.isRecorded()) {
                    journal.keep(new Fault.Doubled(number));
                }
                journal.tell(Observer.What.DOUBLED, now, from, to, number, draft);
                depart(number, 1, left, draft, now);
            }
        }
        if (draftCount == drafts.length) {
            drafts = Arrays.copyOf(drafts, 2 * draftCount);
        }
        drafts[draftCount++] = draft;
    }

    private void depart(long number, int copy, long left, Message message, long now) {
        long nanos = left + injector.delay(copy);
        long held = injector.heldBack(copy);
        if (held > 0) {
            nanos += held;
            if (journal.isRecorded()) {
                journal.keep(new Fault.Delayed(number, copy, held));
            }
            journal.tell(Observer.What.DELAYED, now, message.from(), message.to(), number, message);
        } else if (!(network.delay() instanceof Delay.Constant)) {
            nanos = links.after(message.from(), message.to(), nanos, now);
        }
        queue.add(nanos, queue.nextNumber(), Simulation.MESSAGE | inFlight.add(message, number));
    }

    /// @throws IllegalArgumentException if a message's payload is not the one that it was made with, nor one as large
    void checkBuffer(int node, Message message) {
        if (message.payload().capacity() < payloadBytes) {
            throw new IllegalArgumentException("node %d exchanged a payload of %d bytes for one of %d; all need as many"
                    .formatted(node, payloadBytes, message.payload().capacity()));
        }
    }
}
