// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

/// What a trace says of a reference.
public enum Reference {
    /// Nothing but the block.
    UNSAID(0),
    READ(1),
    WRITE(2);

    /// How many bits a code takes.
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
