// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// The two duals: everybody touches the state, or its owner is asked by message.
public enum Side {
    SHM,
    MESSAGING
}
