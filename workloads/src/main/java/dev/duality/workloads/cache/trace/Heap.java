// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import dev.duality.workloads.BadInput;
import java.util.Locale;

/// The share of this process's memory that a trace may take: half of the heap. It is asked before anything large is
/// made, so that a trace that is too long ends in one line.
///
/// - **Threads:** one at a time.
public final class Heap {
    private final String what;
    private final long most;
    private long blocks;
    private long references;
    private long simulations;

    /// Of this process.
    /// @param what the trace, as messages name it
    public Heap(String what) {
        this(what, Runtime.getRuntime().maxMemory() / 2);
    }

    /// @param most in bytes
    public Heap(String what, long most) {
        this.what = what;
        this.most = most;
    }

    /// The trace, as messages name it.
    String what() {
        return what;
    }

    /// The blocks are going to take that much instead of what they took.
    /// @param bytes all together
    /// @throws BadInput if that is too much
    void blocks(long bytes) {
        blocks = bytes;
        check();
    }

    /// The references are going to take that much more.
    /// @throws BadInput if that is too much
    public void references(long bytes) {
        references += bytes;
        check();
    }

    /// Caches that are played are going to take that much instead of what they took.
    /// @throws BadInput if that is too much
    public void simulations(long bytes) {
        simulations = bytes;
        check();
    }

    /// The bytes that the caches that are played may take.
    public long room() {
        return most - blocks - references;
    }

    private void check() {
        if (blocks + references + simulations > most) {
            throw full(null);
        }
    }

    /// That no more can be had, in one line.
    /// @param cause may be null
    public BadInput full(OutOfMemoryError cause) {
        String line =
                ("%s is too long for the heap: its blocks take %s MiB, its references %s, the caches that are played %s,"
                                + " and %s MiB, half of the heap, may be taken; give a part of it, or a larger heap,"
                                + " such as DUALITY_HEAP=4g")
                        .formatted(
                                what,
                                mebibytes(blocks),
                                mebibytes(references),
                                mebibytes(simulations),
                                mebibytes(most));
        return new BadInput(line, cause);
    }

    private static String mebibytes(long bytes) {
        return grouped(bytes + (1 << 20) - 1 >> 20);
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
