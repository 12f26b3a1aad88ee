// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import java.lang.foreign.Linker;

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
            String system = System.getProperty("os.name");
            if (!system.equals("Linux")) {
                return new None("this is " + system + ", and pages are read by calls of Linux");
            }
            if (!System.getProperty("sun.arch.data.model", "64").equals("64")) {
                return new None("this is a 32-bit JVM, and the calls are those of a 64-bit one; use a 64-bit JVM");
            }
            try {
                return LinuxMemoryCalls.link(Linker.nativeLinker());
            } catch (IllegalCallerException | UnsupportedOperationException | UnsatisfiedLinkError e) {
                return new None("the JVM gives no native access (" + e.getMessage()
                        + "); start it with --enable-native-access=ALL-UNNAMED");
            }
        }
    }
}
