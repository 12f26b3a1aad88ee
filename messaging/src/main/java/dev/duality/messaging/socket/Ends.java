// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// The two ends of a connection in the kernel. Neither waits.
record Ends(WritableByteChannel out, ReadableByteChannel in) {
    void close() {
        try (out;
                in) {
            // both, whatever becomes of the one
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection", e);
        }
    }
}
