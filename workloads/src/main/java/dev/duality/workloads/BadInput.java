// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The user's slip. Its message is one line: what was wrong, what was expected, what to do.
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInput(String line) {
        super(line);
    }

    public BadInput(String line, Throwable cause) {
        super(line, cause);
    }

    /// One line about something that threw: a slip is told as it is, anything else is a failure, with its place in the
    /// user's own class if it came by one.
    public static String line(Throwable thrown) {
        return thrown instanceof BadInput ? thrown.getMessage() : "it failed: " + thrown + place(thrown);
    }

    /// The place in the user's own class by which something that was thrown came, such as `, at MyQueue.java:12`; empty
    /// if no class came by that is neither ours nor Java's.
    public static String place(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .flatMap(one -> users(List.of(one.getStackTrace())))
                .map(frame -> ", at %s:%d".formatted(frame.getFileName(), frame.getLineNumber()))
                .findFirst()
                .orElse("");
    }

    /// The frames of a user's classes, which ours have called: what has called ours is no user's.
    private static Stream<StackTraceElement> users(List<StackTraceElement> frames) {
        int outermost = frames.size() - 1;
        while (outermost > 0 && !isOurs(frames.get(outermost))) {
            outermost--;
        }
        return frames.stream()
                .limit(Math.max(0, outermost))
                .filter(frame -> !isOurs(frame))
                .filter(frame -> frame.getModuleName() == null) // as Java's own classes have one
                .filter(frame -> frame.getFileName() != null && frame.getLineNumber() > 0);
    }

    private static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.duality.");
    }
}
