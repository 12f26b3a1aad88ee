// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Payload;

/// A worker's way into a kernel: a call that waits for its result, or operations that are issued now and completed
/// later. A worker uses one way or the other at a time.
///
/// - **Threads:** one worker's thread.
/// - **Ordering:** the operations of a worker happen in the order in which it asked for them, if they go to the same
///   server; each happens-before its completion.
/// - **Errors:** an interrupt ends a call, or a wait for room, with [dev.duality.shm.WaitStrategy.Interrupted], and the
///   caller for good: its operation may be under way, and its reply would be taken for that of the next one. Where
///   others apply operations, a caller that is asked again throws what [#ended] makes.
///
/// A window of operations is kept full so:
///
/// ```java
/// Payload[] payloads = {setting.payload(), setting.payload()}; // one for each slot
/// int[] underWay = {0};
/// for (int slot = 0; slot < payloads.length; slot++) {
///     if (caller.issue(slot, ADD, 5, 0, payloads[slot])) {
///         underWay[0]++;
///     }
/// }
/// for (int attempt = 0; underWay[0] > 0; attempt++) {
///     if (caller.complete((slot, result) -> underWay[0]--) == 0) {
///         caller.idle(attempt);
///     }
/// }
/// ```
public interface Caller {
    /// Asks for an operation and waits for its result: a procedure call, or a message and its reply awaited at once.
    /// @param payload the operation's bytes, made by [Setting#payload()]; on return the reply's
    /// @return the result
    long call(int kind, long a, long b, Payload payload);

    /// Asks for an operation and does not wait.
    /// @param slot a number for it, below the window, that no operation under way has
    /// @param payload the operation's bytes; the kernel's until it is completed, and then the reply's
    /// @return `false` if there is no room now, and then nothing was asked
    boolean issue(int slot, int kind, long a, long b, Payload payload);

    /// Tells which operations have completed since.
    /// @return how many
    int complete(Completions completions);

    /// Passes a little time after [#complete] has found nothing.
    /// @param attempt how often in a row, from 0
    void idle(int attempt);

    /// The exception of a caller that is asked for another operation after an interrupt has ended it.
    static IllegalStateException ended() {
        return new IllegalStateException(
                "an interrupt has ended this caller while an operation of it was under way, whose reply may still come; ask a new caller of a new kernel");
    }

    /// Hears of completed operations.
    interface Completions {
        /// @param slot the number it was issued under
        void completed(int slot, long result);
    }
}
