// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.verify.KernelThreads;
import java.util.Set;
import java.util.stream.Collectors;

/// A server that is a process of its own, and is killed while a worker calls it.
///
/// Others' processes go on: this JVM may have one that it must not lose, such as Open MPI's, which ends its client when
/// it is gone. So whatever was there when this was made is none of the test's.
public final class KilledServer {
    private final Set<ProcessHandle> others = children(ProcessHandle.current());

    /// The processes that one has begun and that live. The command line of one with a long class path cannot be read,
    /// so they are not told apart.
    public static Set<ProcessHandle> children(ProcessHandle of) {
        return of.children().filter(ProcessHandle::isAlive).collect(Collectors.toSet());
    }

    /// Those that the test has begun and that live.
    public Set<ProcessHandle> begun() {
        Set<ProcessHandle> begun = children(ProcessHandle.current());
        begun.removeAll(others);
        return begun;
    }

    /// Opens a kernel, has a worker call its server and kills that: the worker must be stopped, and told why.
    /// @param side one whose server is another process
    public void stopsItsWorker(Side side, Setting setting, KernelThreads threads) {
        try (Kernel kernel = side.open(setting)) {
            kernel.start(threads);
            IllegalStateException stopped = assertThrows(
                    IllegalStateException.class,
                    () -> threads.run(1, worker -> {
                        Caller caller = kernel.caller(worker);
                        caller.call(0, 1, 0, setting.payload());
                        Set<ProcessHandle> servers = begun();
                        assertFalse(servers.isEmpty(), "there is no process to kill");
                        servers.forEach(ProcessHandle::destroyForcibly);
                        while (true) {
                            caller.call(0, 1, 0, setting.payload());
                        }
                    }));
            assertTrue(
                    stopped.getMessage().endsWith("the process of peer 0 was killed by signal 9"),
                    stopped.getMessage());
        }
    }
}
