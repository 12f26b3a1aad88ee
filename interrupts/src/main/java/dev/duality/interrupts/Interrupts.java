// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// An interrupt system: sources raise, a bottom half handles, and each source hears what became of its interrupts.
///
/// - **Threads:** each source belongs to the thread that asks for it; the rest is for one thread at a time.
/// - **Ordering:** the interrupts of a device are handled in the order in which they were raised; what a source did
///   before it raised happens-before the bottom half, and that happens-before the source hears of it.
public interface Interrupts extends AutoCloseable {
    /// Starts the threads that handle interrupts, if there are any.
    /// @param factory makes them; what one of them throws is its uncaught exception
    void start(ThreadFactory factory);

    /// The end of a source. Asked for once, by the source's own thread.
    Source source(int source);

    /// The tally of a device. Nothing is under way.
    Tally tally(int device);

    /// Further counts, by name. Nothing is under way; servers may be polling.
    Map<String, Long> counts();

    /// Stops the threads and frees everything.
    @Override
    void close();
}
