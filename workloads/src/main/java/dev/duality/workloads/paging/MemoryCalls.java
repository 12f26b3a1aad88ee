// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.CLibrary;

/// The system calls of memory and files that Java has no method for, or the reason why there are none here.
sealed interface MemoryCalls permits LinuxMemoryCalls, MemoryCalls.None {
    /// There are no calls.
    /// @param reason why, as a sentence
    record None(String reason) implements MemoryCalls {}

    /// The calls of the machine we run on.
    static MemoryCalls find() {
        return Found.CALLS;
    }

    /// Looked up once, when the first call is needed.
    final class Found {
        private static final MemoryCalls CALLS = look();

        private Found() {}

        private static MemoryCalls look() {
            return CLibrary.<MemoryCalls>linked(
                    System.getProperty("os.name"), "paging by calls", LinuxMemoryCalls::link, None::new);
        }
    }
}
