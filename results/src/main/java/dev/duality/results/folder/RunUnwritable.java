// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

/// A run cannot be kept where it was asked to be. The message is one line: what was wrong and what to do.
public final class RunUnwritable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunUnwritable(String message) {
        super(message);
    }

    public RunUnwritable(String message, Exception cause) {
        super(message, cause);
    }
}
