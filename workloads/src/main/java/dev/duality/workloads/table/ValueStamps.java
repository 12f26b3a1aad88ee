// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

/// Stamps of values: which key a value belongs to, and which put of a job made it. A value that is read under another
/// key, or that nobody put, shows by its stamp.
final class ValueStamps {
    /// The serial number of what is in the table at first.
    static final long WARM = 0;

    private ValueStamps() {}

    /// @param serial [#WARM], or that of a put
    static long of(long key, long serial) {
        return (long) Keys.partition(key) << Integer.SIZE | serial;
    }

    /// The serial number of a worker's operation: no two of a job have the same.
    static long serial(long operation, int worker, int workers) {
        return operation * workers + worker + 1;
    }

    /// The serial number in a stamp.
    static long serial(long stamp) {
        return stamp & 0xFFFF_FFFFL;
    }

    /// The worker whose put it was.
    static int worker(long serial, int workers) {
        return (int) ((serial - 1) % workers);
    }

    /// The operation of the worker's that it was.
    static long operation(long serial, int workers) {
        return (serial - 1) / workers;
    }
}
