// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.derived;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.CallerNode;

/// A worker that does its work itself: it asks for the operations of its script, as many at once as the window allows,
/// and for the next one when one has completed.
final class ScriptedNode implements Node {
    private final Setting setting;
    private final CallerNode caller;
    private final Script script;
    private final Payload[] payloads;
    private final int[] asked; // which operation has a slot of the window
    private final long[] askedNanos;
    private final long[] results;
    private final CallTimes times;
    private final Runnable done;
    private Port clock;
    private int next;
    private int completed;

    /// @param results gets what each operation gave
    /// @param times gets how long each took
    /// @param done is told when all operations have completed
    ScriptedNode(Workload workload, Setting setting, Script script, long[] results, CallTimes times, Runnable done) {
        this.setting = setting;
        this.caller = new CallerNode(workload, setting, false); // a simulated network may do anything
        this.script = script;
        this.payloads = new Payload[setting.window()];
        this.asked = new int[setting.window()];
        this.askedNanos = new long[setting.window()];
        this.results = results;
        this.times = times;
        this.done = done;
        caller.tell(this::complete);
    }

    @Override
    public void onStart(Port port) {
        clock = port;
        caller.onStart(port);
        for (int slot = 0; slot < payloads.length && next < script.size(); slot++) {
            payloads[slot] = setting.payload();
            ask(slot);
        }
    }

    @Override
    public void onMessage(Message reply, Port port) {
        caller.onMessage(reply, port);
    }

    private void ask(int slot) {
        script.load(next, payloads[slot]);
        asked[slot] = next;
        askedNanos[slot] = clock.nanos();
        caller.issue(slot, script.kind(next), script.a(next), script.b(next), payloads[slot]);
        next++;
    }

    private void complete(int slot, long result) {
        results[asked[slot]] = result;
        times.add(clock.nanos() - askedNanos[slot]);
        completed++;
        if (next < script.size()) {
            ask(slot);
        } else if (completed == script.size()) {
            done.run();
        }
    }

    /// The number of operations that have completed.
    int completed() {
        return completed;
    }
}
