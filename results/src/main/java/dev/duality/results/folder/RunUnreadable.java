// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

/// A folder is not a run, or a run is damaged. The message is one line: what was wrong, what was expected, what to do.
public final class RunUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunUnreadable(String message) {
        super(message);
    }

    public RunUnreadable(String message, Exception cause) {
        super(message, cause);
    }
}
