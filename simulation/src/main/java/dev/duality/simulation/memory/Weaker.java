// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.List;

/// The ways in which one access or fence of the code is made weaker.
public enum Weaker {
    ACQUIRE("acquire"),
    RELEASE("release"),
    OPAQUE("opaque"),
    PLAIN("plain"),
    /// An atomic operation whose store releases nothing.
    ONLY_ACQUIRE("acquire only"),
    /// An atomic operation whose load acquires nothing.
    ONLY_RELEASE("release only"),
    /// An atomic operation in two steps, a volatile load and a volatile store.
    TWO_STEPS("a load and a store"),
    DROPPED("dropped");

    private final String label;

    Weaker(String label) {
        this.label = label;
    }

    /// As tables show it.
    public String label() {
        return label;
    }

    /// The next weaker forms of a call; none of a plain one.
    static List<Weaker> of(AccessCall call) {
        return switch (call) {
            case GET_PLAIN, SET_PLAIN -> List.of();
            case GET_OPAQUE, SET_OPAQUE -> List.of(PLAIN);
            case GET_ACQUIRE, SET_RELEASE -> List.of(OPAQUE);
            case GET_VOLATILE -> List.of(ACQUIRE);
            case SET_VOLATILE -> List.of(RELEASE);
            case COMPARE_AND_SET, GET_AND_ADD, GET_AND_OR, GET_AND_SET ->
                List.of(ONLY_ACQUIRE, ONLY_RELEASE, TWO_STEPS);
            case FULL_FENCE, ACQUIRE_FENCE, RELEASE_FENCE, STORE_STORE_FENCE -> List.of(DROPPED);
        };
    }

    /// The mode that a load or a store has instead of its own.
    AccessMode instead() {
        return switch (this) {
            case ACQUIRE, ONLY_ACQUIRE -> AccessMode.ACQUIRE;
            case RELEASE, ONLY_RELEASE -> AccessMode.RELEASE;
            case OPAQUE -> AccessMode.OPAQUE;
            case PLAIN -> AccessMode.PLAIN;
            case TWO_STEPS -> AccessMode.VOLATILE;
            case DROPPED -> throw new IllegalStateException("a fence has no mode");
        };
    }
}
