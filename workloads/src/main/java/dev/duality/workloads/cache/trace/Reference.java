// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

/// The part of a trace that speaks of one reference.
public enum Reference {
    /// Nothing but the block.
    UNSAID(0),
    READ(1),
    WRITE(2);

    /// The number of bits of a code.
    static final int BITS = 2;

    private final int code;

    Reference(int code) {
        this.code = code;
    }

    /// A number from 0 on, less than there are values.
    public int code() {
        return code;
    }
}
