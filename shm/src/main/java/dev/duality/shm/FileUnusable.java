// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A file, a folder or a connection cannot be used: its message is a whole sentence, which says why and what to do, and
/// it is told without the name of its class, as a [Diagnosis] is.
public final class FileUnusable extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    /// @param what could not be done with which file, such as `cannot map /dev/shm/words`
    /// @param cause why, and what to do
    public FileUnusable(String what, IOException cause) {
        super("%s: %s".formatted(what, Diagnosis.reason(cause)), cause);
    }

    /// @param what could not be done with which file
    /// @param cause why
    /// @param remedy what to do about it, such as `give another directory`
    public FileUnusable(String what, IOException cause, String remedy) {
        super("%s: %s; %s".formatted(what, Diagnosis.reason(cause), remedy), cause);
    }

    /// The sentence alone.
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is what is left out
    public String toString() {
        return String.valueOf(getMessage());
    }
}
