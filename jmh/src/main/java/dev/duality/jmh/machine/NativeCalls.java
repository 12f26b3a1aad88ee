// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import java.lang.foreign.Linker;

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
            String system = System.getProperty("os.name");
            if (!system.equals("Linux")) {
                return new None("this is " + system + ", and we know how to pin on Linux only");
            }
            if (!System.getProperty("sun.arch.data.model", "64").equals("64")) {
                return new None("this is a 32-bit JVM, and we know how to pin from a 64-bit one only");
            }
            try {
                return LinuxCalls.link(Linker.nativeLinker());
            } catch (IllegalCallerException | UnsupportedOperationException | UnsatisfiedLinkError e) {
                return new None("the JVM gives no native access (" + e.getMessage()
                        + "); start it with --enable-native-access=ALL-UNNAMED");
            }
        }
    }
}
