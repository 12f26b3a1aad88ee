// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.monitor.MonitorProtocol.Plan;

/// A process that enters so many times. Messages come to it by interrupt, whatever it is doing; it itself goes on a
/// little later, and so may be told to wait, woken, and only then get to sleep.
final class LockClient implements Node {
    private static final int ASK = 0;
    private static final int SLEEP = 1;
    private static final int LEAVE = 2;

    /// The state of the process.
    private enum State {
        OUTSIDE,
        ASKED,
        /// It was told to wait, and has not come to sleep.
        TOLD,
        ASLEEP,
        INSIDE
    }

    private final int self;
    private final Plan plan;
    private final WaitToken token;
    private final MonitorChecker checker;
    private State state = State.OUTSIDE;
    private long number;
    private long entered;

    LockClient(int self, Plan plan, WaitToken token, MonitorChecker checker) {
        this.self = self;
        this.plan = plan;
        this.token = token;
        this.checker = checker;
    }

    @Override
    public void onStart(Port port) {
        port.schedule(ASK, plan.outsideNanos());
    }

    @Override
    public void onTimer(int timer, Port port) {
        switch (timer) {
            case ASK -> ask(port);
            case SLEEP -> sleep(port);
            default -> leave(port);
        }
    }

    private void ask(Port port) {
        state = State.ASKED;
        number++;
        token.begin();
        send(MonitorKinds.LOCK, port);
    }

    private void sleep(Port port) {
        if (state != State.TOLD) {
            return; // the lock was handed over meanwhile
        }
        if (token.sleep()) {
            state = State.ASLEEP;
        } else {
            ask(port);
        }
    }

    private void leave(Port port) {
        state = State.OUTSIDE;
        checker.leaves(self);
        send(MonitorKinds.UNLOCK, port);
        entered++;
        if (entered < plan.entries()) {
            port.schedule(ASK, plan.outsideNanos());
        } else {
            checker.done(self, token.races());
        }
    }

    @Override
    public void onMessage(Message message, Port port) {
        boolean current = message.sequence() == number;
        switch (message.kind()) {
            case MonitorKinds.GRANTED -> {
                if (current && state == State.ASKED) {
                    enter(port);
                }
            }
            case MonitorKinds.WOULD_BLOCK -> {
                if (current && state == State.ASKED) {
                    state = State.TOLD;
                    token.mustWait();
                    port.schedule(SLEEP, plan.stepNanos());
                }
            }
            case MonitorKinds.WAKE_UP -> {
                if (token.wake()) {
                    ask(port);
                }
            }
            case MonitorKinds.HANDED_OVER -> {
                if (current && state != State.OUTSIDE && state != State.INSIDE) {
                    token.wake();
                    port.cancel(SLEEP);
                    enter(port);
                }
            }
            default -> throw new IllegalStateException("a process got " + message);
        }
    }

    private void enter(Port port) {
        state = State.INSIDE;
        checker.enters(self);
        port.schedule(LEAVE, plan.insideNanos());
    }

    private void send(int kind, Port port) {
        port.message(plan.server()).set(kind, number, 0, 0).payload().length(0);
        port.send(plan.server());
    }

    @Override
    public String toString() {
        return state + "/" + number + "/" + entered + token;
    }
}
