// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.peer.RemoteCaller;
import dev.duality.workloads.Script;
import dev.duality.workloads.WorkerProgress;
import java.util.concurrent.locks.LockSupport;

/// The loop of a worker in another process: says how far it may go, and looks from time to time how far it is. The
/// thread that does so sleeps nearly always, so that it takes no core from anybody.
final class RemoteWorkerLoop implements WorkLoop {
    private static final long LOOK_NANOS = 200_000;

    private final RemoteCaller caller;
    private final Script script;
    private final RemoteCaller.Leash leash;
    private long asked;
    private long allowed;
    private final Ahead ahead = new Ahead();

    RemoteWorkerLoop(RemoteCaller caller, Script script, long thinkSteps) {
        this.caller = caller;
        this.script = script;
        this.leash = caller.begin(script, thinkSteps);
    }

    @Override
    public long run(int count) {
        asked += count;
        allow(asked);
        return await(asked);
    }

    @Override
    public long runOn(int count) {
        asked += count;
        long done = leash.done();
        allow(asked + ahead.next(done, done >= allowed, System.nanoTime()));
        return await(asked);
    }

    private void allow(long operations) {
        if (operations > allowed) {
            allowed = operations;
            leash.allow(operations);
        }
    }

    private long await(long operations) {
        for (long done = leash.done(); ; done = leash.done()) {
            if (done >= operations) {
                return done;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            caller.check();
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException(
                        "stopped while a worker in another process ran", new InterruptedException());
            }
        }
    }

    @Override
    public void drain() {
        await(allowed);
        asked = allowed;
        ahead.rest();
    }

    @Override
    public long operations() {
        return leash.done();
    }

    @Override
    public Done done() {
        RemoteCaller.Ended ended = caller.end(leash);
        return new Done(caller, new WorkerProgress(script, ended.operations(), ended.answers()));
    }
}
