// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.PendingCalls;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;

/// A worker as a node: its calls are requests to the owners, and it drives itself until their replies are in.
public final class CallerNode extends PendingCalls {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final Workload workload;
    private final int firstOwner;
    private final int owners;
    private final Turns turns;

    /// @param inTurn whether an owner's replies come in the order of the requests to it, or something is wrong
    public CallerNode(Workload workload, Setting setting, boolean inTurn) {
        this(workload, setting, new Turns(setting, inTurn));
    }

    private CallerNode(Workload workload, Setting setting, Turns turns) {
        super(setting.window());
        this.workload = workload;
        this.firstOwner = setting.workers();
        this.owners = setting.owners();
        this.turns = turns;
    }

    /// A worker whose requests may have to wait for others', see [dev.duality.workloads.GuardedSpecification].
    static CallerNode ofGuarded(Workload workload, Setting setting) {
        return new CallerNode(workload, setting, Turns.ofGuarded(setting));
    }

    @Override
    protected int ask(int slot, int kind, long a, long b, Payload payload) {
        int owner = owners == 1 ? 0 : JobSplit.owner(workload.partition(kind, a, b), owners);
        begin(slot, payload);
        port().send(firstOwner + owner, kind, turns.next(owner, slot), a, b, payload);
        return owner;
    }

    @Override
    protected long patience(int owner, int attempt, long since) {
        return turns.patience(owner, attempt, since);
    }

    @Override
    public void onMessage(Message reply, Port from) {
        end(turns.slot(reply.from() - firstOwner, reply.sequence()), reply);
    }
}
