// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// The two duals, everybody touches the state or its owner is asked by message; and the program that needs neither.
public enum Side {
    SHM,
    MESSAGING,
    /// The specification in one thread, without any synchronisation: T1.
    PLAIN
}
