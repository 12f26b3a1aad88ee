// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// A workload opened on a substrate, ready to run.
///
/// - **Threads:** each worker asks for its own caller, after [#start]; the rest is for one thread at a time.
///
/// ```java
/// try (Kernel kernel = side.open(setting)) {
///     kernel.start(Thread::new);
///     Caller caller = kernel.caller(0); // by the thread that is worker 0
///     long result = caller.call(ADD, 5, 0, setting.payload());
/// }
/// ```
public interface Kernel extends AutoCloseable {
    /// Starts the servers, if it has any.
    /// @param factory makes their threads; what a server throws is its thread's uncaught exception
    void start(ThreadFactory factory);

    /// A worker's way in. Asked for once, by the worker's own thread.
    /// @param worker 0 to the setting's workers - 1
    /// @throws IllegalStateException if the worker has asked before, and replies that its first caller gets would be
    ///     waited for by the second; see [CallerOnce]
    Caller caller(int worker);

    /// The digest of the state. Nothing is under way.
    long digest();

    /// Its counts since it was opened: failed polls, refused offers, hits, whatever it is about. Read while
    /// nothing is under way; servers may be polling.
    Map<String, Long> counts();

    /// Stops the servers and frees everything, files included.
    @Override
    void close();
}
