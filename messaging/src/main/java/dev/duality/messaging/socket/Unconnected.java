// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Diagnosis;
import java.io.IOException;

/// An end cannot meet its other: somebody else is where it should be, or it has gone before.
final class Unconnected extends Diagnosis {
    private static final long serialVersionUID = 1;

    /// @param cause why, in one line
    Unconnected(IOException cause) {
        super("a channel is not connected: " + Diagnosis.reason(cause), cause);
    }
}
