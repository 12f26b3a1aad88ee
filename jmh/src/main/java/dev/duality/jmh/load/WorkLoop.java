// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.peer.RemoteCaller;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;

/// One worker's closed loop over its script, again and again, wherever the worker is.
public sealed interface WorkLoop permits WorkerLoop, RemoteWorkerLoop {
    /// For the calling thread, which is the worker, or stands for one in another process.
    /// @param thinkSteps how many steps of its own work it does before each operation
    static WorkLoop of(Caller caller, Script script, Setting setting, long thinkSteps) {
        return caller instanceof RemoteCaller remote
                ? new RemoteWorkerLoop(remote, script, thinkSteps)
                : new WorkerLoop(caller, script, setting, thinkSteps);
    }

    /// Does the next operations.
    /// @return a number that depends on their results
    long run(int count);

    /// Does the next operations, and perhaps some of those that follow, up to a millisecond of them: a worker in
    /// another process does not stop to ask.
    /// @return a number that depends on their results
    long runOn(int count);

    /// Waits for what is under way.
    void drain();

    /// The number of operations that have completed so far.
    long operations();

    /// The worker's work so far; nothing is under way, and nothing follows.
    Done done();
}
