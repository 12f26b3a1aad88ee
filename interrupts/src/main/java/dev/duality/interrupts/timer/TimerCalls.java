// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.timer;

import java.lang.foreign.Linker;

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
            if (!system.equals("Linux")) {
                return new None("timerfd is Linux's, and this is %s; use source=synthetic".formatted(system));
            }
            if (!System.getProperty("sun.arch.data.model", "64").equals("64")) {
                return new None(
                        "this is a 32-bit JVM, and we call timerfd from a 64-bit one only; use source=synthetic");
            }
            try {
                return LinuxTimerCalls.link(Linker.nativeLinker());
            } catch (IllegalCallerException | UnsupportedOperationException | UnsatisfiedLinkError e) {
                return new None("the JVM gives no native access (%s); start it with --enable-native-access=ALL-UNNAMED"
                        .formatted(e.getMessage()));
            }
        }
    }
}
