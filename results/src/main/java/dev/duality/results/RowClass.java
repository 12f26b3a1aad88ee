// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.Locale;

/// The memory that an operation of a side shares with other threads.
public enum RowClass {
    /// Nothing that is written is shared: a baseline, as T1 is, and no rival of messages (docs/measuring.md, rule 28).
    IN_PLACE,
    /// Loads and stores on state that others write, too.
    SHARED,
    /// An owner does it: mailbox, delegation, messages.
    SERVED;

    /// As tables show it, such as `in place`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
