// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.FileUnusable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// The two ends of a connection in the kernel. Neither waits.
///
/// @param out takes no byte while the kernel is full, or while there is nobody yet to take it
/// @param in gives no byte while none has come, or while there is nobody yet to send one
record Ends(WritableByteChannel out, ReadableByteChannel in) {
    /// Whether they are those of different processes, of which this one uses one. Why another one has gone is told by
    /// who started it, so an end that lost its other looks like a full channel, or an empty one.
    boolean apart() {
        return out instanceof SendingEnd;
    }

    /// Closes both.
    void close() {
        try (out;
                in) {
            // both, whatever becomes of the one
        } catch (IOException e) {
            throw new FileUnusable("cannot close a connection", e);
        }
    }

    /// Closes that of the receiver.
    void closeIn() {
        try {
            in.close();
        } catch (IOException e) {
            throw new FileUnusable("cannot close a connection", e);
        }
    }
}
