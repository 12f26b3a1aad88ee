// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.simulation.transparency.HomeProtocol.Plan;
import dev.duality.workloads.Setting;
import dev.duality.workloads.transparency.CalledObjects;

/// The home of all programs: it has a process for each host, and keeps the last answer to each. All of it is in memory,
/// and gone when it reboots.
class HomeKernel implements Node {
    private final Payload nothing = new Payload(0);

    private final Plan plan;
    private final long boot;
    private final CalledObjects objects;
    private final long[] last; // call of each host
    private final boolean[] busy; // whether it is worked on
    private final int[] kinds;
    private final long[] arguments;
    private final long[] answers;
    private final Payload[] payloads;

    HomeKernel(Setting setting, Plan plan, long boot) {
        this.plan = plan;
        this.boot = boot;
        this.objects = new CalledObjects(setting, plan.hosts());
        this.last = new long[plan.hosts()];
        this.busy = new boolean[plan.hosts()];
        this.kinds = new int[plan.hosts()];
        this.arguments = new long[plan.hosts()];
        this.answers = new long[plan.hosts()];
        this.payloads = new Payload[plan.hosts()];
        for (int host = 0; host < plan.hosts(); host++) {
            payloads[host] = setting.payload();
        }
    }

    /// Whether a call is for this life of the home.
    boolean isMine(long callsBoot) {
        return callsBoot == boot;
    }

    /// Whether a call is another one than the last of its host.
    boolean isNew(long number, long lastNumber) {
        return number > lastNumber;
    }

    @Override
    public final void onMessage(Message message, Port port) {
        int host = message.from();
        if (message.kind() == CallKinds.HELLO || !isMine(message.a())) {
            send(host, CallKinds.UP, message.sequence(), 0, nothing, port);
        } else if (!busy[host] && isNew(message.sequence(), last[host])) {
            busy[host] = true;
            last[host] = message.sequence();
            kinds[host] = message.kind();
            arguments[host] = message.b();
            payloads[host].copy(message.payload());
            port.schedule(host, plan.serviceNanos());
        } else if (!busy[host] && message.sequence() == last[host]) {
            send(host, CallKinds.ANSWER, last[host], answers[host], payloads[host], port);
        }
    }

    @Override
    public final void onTimer(int host, Port port) {
        busy[host] = false;
        answers[host] = objects.apply(kinds[host], host, arguments[host], payloads[host]);
        send(host, CallKinds.ANSWER, last[host], answers[host], payloads[host], port);
    }

    private void send(int host, int kind, long number, long answer, Payload payload, Port port) {
        Message message = port.message(host).set(kind, number, boot, answer);
        message.payload().copy(payload);
        port.send(host);
    }
}
