// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// The user's slip. Its message is one line: what was wrong, what was expected, what to do.
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInput(String line) {
        super(line);
    }

    public BadInput(String line, Throwable cause) {
        super(line, cause);
    }

    /// One line about something that threw: a slip is told as it is, anything else is a failure.
    public static String line(Throwable thrown) {
        return thrown instanceof BadInput ? thrown.getMessage() : "it failed: " + thrown;
    }
}
