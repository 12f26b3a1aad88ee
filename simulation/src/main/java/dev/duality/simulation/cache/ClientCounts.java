// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

/// The counts of a client, in all its lives.
final class ClientCounts {
    long opens;
    long reads;
    long hits;
    long writes;
    long bytesRead;
    long bytesWritten;
    long bytesSentBack; // that the server was given
    long overwritten; // bytes that were dirty and were written again
    long removed; // bytes that were dirty and were removed
    long oldestDirtyNanos; // when it was chosen to be written back
}
