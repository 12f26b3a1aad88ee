// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

/// The mode of a load, of a store, or of both halves of an atomic operation; the names are those of Java.
enum AccessMode {
    PLAIN,
    OPAQUE,
    ACQUIRE,
    RELEASE,
    VOLATILE;

    boolean isAcquire() {
        return this == ACQUIRE || this == VOLATILE;
    }

    boolean isRelease() {
        return this == RELEASE || this == VOLATILE;
    }
}
