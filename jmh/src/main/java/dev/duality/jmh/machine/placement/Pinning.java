// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

/// The result of an attempt to pin a thread.
public sealed interface Pinning {
    /// The thread now runs on `cpu` and nowhere else.
    record Pinned(int cpu) implements Pinning {}

    /// The thread runs wherever the scheduler puts it.
    /// @param reason why, as the end of a sentence
    record Unpinned(String reason) implements Pinning {}

    /// One line for the user.
    static String line(Pinning pinning) {
        return switch (pinning) {
            case Pinned(int cpu) -> "pinned to CPU " + cpu;
            case Unpinned(String reason) -> "not pinned: " + reason;
        };
    }
}
