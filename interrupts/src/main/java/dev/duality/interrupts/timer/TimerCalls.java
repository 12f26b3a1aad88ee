// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.timer;

import dev.duality.shm.CLibrary;

/// The system calls of a timer, or the reason why there are none here.
sealed interface TimerCalls permits LinuxTimerCalls, TimerCalls.None {
    /// There are no calls.
    /// @param reason why, and what to do
    record None(String reason) implements TimerCalls {}

    /// The calls of the machine we run on.
    static TimerCalls find() {
        return Found.CALLS;
    }

    /// Looked up once, when the first timer is asked for.
    final class Found {
        private static final TimerCalls CALLS = look(System.getProperty("os.name"));

        private Found() {}

        static TimerCalls look(String system) {
            return CLibrary.<TimerCalls>linked(
                    system, "timerfd", LinuxTimerCalls::link, reason -> new None(reason + "; use source=synthetic"));
        }
    }
}
