// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;
import java.util.SplittableRandom;

/// A process that enters so many times. It keeps a clock, a queue of the requests it knows, and the latest time that it
/// has heard from each of the others. The five rules are marked in the code:
///
/// 1. To ask, it sends its request, with the time, to all others and puts it into its own queue.
/// 2. Who gets a request puts it into its queue, and acknowledges it with a later time.
/// 3. To leave, it removes its request from its queue, and sends a release to all others.
/// 4. Who gets a release removes that process's request.
/// 5. It may enter when its request comes before all others in its queue, and it has heard something later than its
///    request from everybody.
///
/// Beside Lamport's clock it keeps a vector of how many events of each process it knows of.
class LamportNode implements Node {
    static final int REQUEST = 0;
    static final int ACKNOWLEDGEMENT = 1;
    static final int RELEASE = 2;

    private static final int LEAVE = 0;
    private static final int ASK = 1;
    private static final long NO_REQUEST = 0;

    private final int self;
    private final LamportProtocol.Plan plan;
    private final MutexChecker checker;
    private final SplittableRandom random;
    private final long[] requests; // of each process, by its time
    private final long[] heard; // the latest time that came from each process
    private final long[] vector;
    private final long[] theirs; // the vector of a message; used again
    private long clock;
    private long entriesLeft;
    private boolean inside;

    LamportNode(int self, LamportProtocol.Plan plan, MutexChecker checker) {
        this.self = self;
        this.plan = plan;
        this.checker = checker;
        this.random = new SplittableRandom(SplitMix64.of(plan.seed(), self));
        this.requests = new long[plan.nodes()];
        this.heard = new long[plan.nodes()];
        this.vector = new long[plan.nodes()];
        this.theirs = new long[plan.nodes()];
        this.entriesLeft = plan.entries();
    }

    @Override
    public final void onStart(Port port) {
        port.schedule(ASK, random.nextLong(plan.outsideNanos() + 1));
    }

    @Override
    public final void onTimer(int timer, Port port) {
        if (timer == ASK) {
            ask(port);
        } else {
            leave(port);
        }
    }

    private void ask(Port port) {
        tick();
        requests[self] = clock; // rule 1
        sendToAll(REQUEST, port);
        enterIfMay(port); // nobody else, nobody to ask
    }

    private void enterIfMay(Port port) {
        if (!inside && requests[self] != NO_REQUEST && isFirst() && isAnswered()) { // rule 5
            inside = true;
            tick();
            checker.enters(self, requests[self], clock, vector);
            port.schedule(LEAVE, plan.insideNanos());
        }
    }

    /// Whether its request comes before all others that it knows of.
    boolean isFirst() {
        for (int other = 0; other < requests.length; other++) {
            if (other != self
                    && requests[other] != NO_REQUEST
                    && isBefore(requests[other], other, requests[self], self)) {
                return false;
            }
        }
        return true;
    }

    /// Whether it has heard something later than its request from everybody.
    boolean isAnswered() {
        for (int other = 0; other < heard.length; other++) {
            if (other != self && isBefore(heard[other], other, requests[self], self)) {
                return false;
            }
        }
        return true;
    }

    /// The total order of events: by time, and of one time by process.
    static boolean isBefore(long time, int process, long otherTime, int otherProcess) {
        return time < otherTime || time == otherTime && process < otherProcess;
    }

    private void leave(Port port) {
        inside = false;
        tick();
        checker.leaves(self, clock, vector);
        requests[self] = NO_REQUEST; // rule 3
        tick();
        sendToAll(RELEASE, port);
        entriesLeft--;
        if (entriesLeft > 0) {
            port.schedule(ASK, random.nextLong(plan.outsideNanos() + 1));
        } else {
            checker.isDone();
        }
    }

    @Override
    public final void onMessage(Message message, Port port) {
        int from = message.from();
        receive(message);
        heard[from] = message.a();
        switch (message.kind()) {
            case REQUEST -> {
                requests[from] = message.a(); // rule 2
                tick();
                checker.sends(self, ACKNOWLEDGEMENT, clock, vector, 1);
                send(from, ACKNOWLEDGEMENT, port);
            }
            case ACKNOWLEDGEMENT -> {}
            case RELEASE -> requests[from] = NO_REQUEST; // rule 4
            default -> throw new IllegalArgumentException("no process sends a " + message);
        }
        enterIfMay(port);
    }

    /// One more event of this process.
    private void tick() {
        clock++;
        vector[self]++;
    }

    /// Clocks go on beyond all that they hear of.
    private void receive(Message message) {
        WordsPayload.read(message.payload(), theirs);
        clock = Math.max(clock, message.a());
        for (int process = 0; process < vector.length; process++) {
            vector[process] = Math.max(vector[process], theirs[process]);
        }
        tick();
        checker.receives(self, clock, vector, message.from(), message.sequence());
    }

    /// One event, however many it goes to.
    private void sendToAll(int kind, Port port) {
        checker.sends(self, kind, clock, vector, plan.nodes() - 1);
        for (int to = 0; to < plan.nodes(); to++) {
            if (to != self) {
                send(to, kind, port);
            }
        }
    }

    private void send(int to, int kind, Port port) {
        Message message = port.message(to);
        message.set(kind, vector[self], clock, 0);
        WordsPayload.write(vector, message.payload());
        port.send(to);
    }
}
