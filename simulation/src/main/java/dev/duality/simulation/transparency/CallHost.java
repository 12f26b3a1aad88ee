// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.simulation.transparency.HomeProtocol.Plan;
import dev.duality.workloads.Setting;
import dev.duality.workloads.transparency.CalledObjects;
import dev.duality.workloads.transparency.CallingProgram;

/// A host with its program: it does what it can of a call itself, and asks the home for the rest, again and again until
/// it is answered.
class CallHost implements Node {
    private static final int WORK = 0;
    private static final int RETRY = 1;

    private final Plan plan;
    private final int self;
    private final CallingProgram program;
    private final TransparencyChecker checker;
    private final CalledObjects objects; // of the one client that is here
    private final HeldAtHome held = new HeldAtHome();
    private final Payload asked;
    private long homeBoot; // 0 until it is known
    private long number;
    private boolean asks;
    private long begunNanos;

    CallHost(Setting setting, Plan plan, int self, CallingProgram program, TransparencyChecker checker) {
        this.plan = plan;
        this.self = self;
        this.program = program;
        this.checker = checker;
        this.objects = new CalledObjects(setting, 1);
        this.asked = setting.payload();
    }

    @Override
    public final void onStart(Port port) {
        if (plan.handled().equals(HomeProtocol.HERE)) {
            next(port);
        } else {
            ask(port); // which boot the home has
        }
    }

    private void next(Port port) {
        if (!program.calls()) {
            checker.ends(self);
            return;
        }
        program.load(asked);
        begunNanos = port.nanos();
        if (plan.isHere(program.call())) {
            port.schedule(WORK, plan.serviceNanos());
        } else {
            ask(port);
        }
    }

    @Override
    public final void onTimer(int timer, Port port) {
        if (timer == RETRY) {
            checker.retries(self);
            send(port);
        } else if (plan.isAtHome(program.call())) {
            ask(port);
        } else {
            long result = objects.apply(program.call().kind(), 0, program.argument(), asked);
            answer(result, asked, port);
        }
    }

    private void ask(Port port) {
        number++;
        asks = true;
        send(port);
    }

    private void send(Port port) {
        Message message = port.message(plan.home());
        if (homeBoot == 0) {
            message.set(CallKinds.HELLO, number, 0, 0).payload().length(0);
        } else {
            message.set(program.call().kind(), number, homeBoot, program.argument())
                    .payload()
                    .copy(asked);
        }
        port.send(plan.home());
        port.schedule(RETRY, plan.retryNanos());
    }

    @Override
    public final void onMessage(Message message, Port port) {
        if (!asks || message.sequence() != number) {
            return; // it comes late, or twice
        }
        asks = false;
        port.cancel(RETRY);
        if (message.kind() == CallKinds.ANSWER) {
            held.answered(program.call(), program.argument(), message.b());
            answer(message.b(), message.payload(), port);
        } else if (homeBoot == 0) {
            homeBoot = message.a();
            next(port);
        } else {
            long before = homeBoot;
            homeBoot = message.a();
            rebooted(before, port);
        }
    }

    /// The home has rebooted since it answered last. If it held nothing nobody can tell, and the call is made again.
    private void rebooted(long before, Port port) {
        if (losesNothing(held)) {
            checker.losesNothing(self);
            ask(port);
        } else {
            String what = held.lose();
            checker.loses(self, before, what);
            program.lose(what);
            next(port);
        }
    }

    /// Whether a reboot of the home takes nothing from the program.
    boolean losesNothing(HeldAtHome atHome) {
        return atHome.isNothing();
    }

    private void answer(long result, Payload reply, Port port) {
        checker.answers(self, program, result, reply, port.nanos() - begunNanos);
        program.answer(result, reply);
        next(port);
    }
}
