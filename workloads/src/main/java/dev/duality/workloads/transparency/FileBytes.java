// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;

/// The bytes of one client's files, one file behind the other; all 0 at first.
///
/// - **Threads:** the client's.
interface FileBytes {
    /// Copies bytes out; they are the payload from now on.
    void read(int at, int count, Payload to);

    /// Copies the first bytes of a payload in.
    void write(int at, int count, Payload from);

    /// In an array of its own.
    static FileBytes onHeap(int bytes) {
        byte[] held = new byte[bytes];
        return new FileBytes() {
            @Override
            public void read(int at, int count, Payload to) {
                to.length(count);
                System.arraycopy(held, at, to.bytes(), 0, count);
            }

            @Override
            public void write(int at, int count, Payload from) {
                System.arraycopy(from.bytes(), 0, held, at, count);
            }
        };
    }

    /// In a region, from an offset on.
    static FileBytes in(Region region, long offset) {
        return new FileBytes() {
            @Override
            public void read(int at, int count, Payload to) {
                to.read(region, offset + at, count);
            }

            @Override
            public void write(int at, int count, Payload from) {
                region.write(offset + at, from.bytes(), 0, count);
            }
        };
    }
}
