// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the method that ends a JVM by `System.exit`, while it is ending: code of a user's jar may.
public final class ExitCaller {
    private ExitCaller() {}

    /// The caller that asked for the end of this process, if a thread did.
    public static Optional<String> of(Map<Thread, StackTraceElement[]> threads) {
        return threads.values().stream().flatMap(ExitCaller::caller).findFirst();
    }

    private static Stream<String> caller(StackTraceElement[] frames) {
        for (int i = frames.length - 2; i >= 0; i--) {
            if (isExit(frames[i]) && !isExit(frames[i + 1])) {
                return Stream.of(frames[i + 1].getClassName() + "." + frames[i + 1].getMethodName());
            }
        }
        return Stream.empty();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getMethodName().equals("exit")
                && (frame.getClassName().equals(System.class.getName())
                        || frame.getClassName().equals(Runtime.class.getName()));
    }
}
