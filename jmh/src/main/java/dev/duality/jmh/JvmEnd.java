// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

/// The end of this JVM, as by a signal: what goes on beside it is broken off, and is no failure that anybody is told
/// of.
public final class JvmEnd {
    private JvmEnd() {}

    /// Whether it has begun: Java takes no more hooks then, and says it in no other way.
    public static boolean hasBegun() {
        Thread hook = new Thread(() -> {}, "end");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException _) {
            return true;
        }
    }
}
