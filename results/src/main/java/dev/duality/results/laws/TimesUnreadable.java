// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

/// A file of times is none, or damaged. The message is one line: what was wrong, what was expected, what to do.
public final class TimesUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimesUnreadable(String message) {
        super(message);
    }

    TimesUnreadable(String message, Exception cause) {
        super(message, cause);
    }
}
