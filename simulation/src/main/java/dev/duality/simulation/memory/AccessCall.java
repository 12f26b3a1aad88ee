// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

/// The calls of a region that are accesses or fences, by their names there.
enum AccessCall {
    GET_PLAIN("getPlain"),
    SET_PLAIN("setPlain"),
    GET_OPAQUE("getOpaque"),
    SET_OPAQUE("setOpaque"),
    GET_ACQUIRE("getAcquire"),
    SET_RELEASE("setRelease"),
    GET_VOLATILE("getVolatile"),
    SET_VOLATILE("setVolatile"),
    COMPARE_AND_SET("compareAndSet"),
    GET_AND_ADD("getAndAdd"),
    GET_AND_OR("getAndOr"),
    GET_AND_SET("getAndSet"),
    FULL_FENCE("fullFence"),
    ACQUIRE_FENCE("acquireFence"),
    RELEASE_FENCE("releaseFence"),
    STORE_STORE_FENCE("storeStoreFence");

    private final String label;

    AccessCall(String label) {
        this.label = label;
    }

    /// The method's name.
    String label() {
        return label;
    }
}
