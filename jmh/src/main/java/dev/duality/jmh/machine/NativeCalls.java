// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import dev.duality.shm.CLibrary;

/// The system calls that Java has no method for, or the reason why there are none here.
public sealed interface NativeCalls permits LinuxCalls, NativeCalls.None {
    /// There are no calls.
    /// @param reason why, as the end of a sentence
    record None(String reason) implements NativeCalls {}

    /// The calls of the machine we run on.
    static NativeCalls find() {
        return Found.CALLS;
    }

    /// Looked up once, when the first call is needed.
    final class Found {
        private static final NativeCalls CALLS = look();

        private Found() {}

        private static NativeCalls look() {
            return CLibrary.<NativeCalls>linked(System.getProperty("os.name"), "pinning", LinuxCalls::link, None::new);
        }
    }
}
