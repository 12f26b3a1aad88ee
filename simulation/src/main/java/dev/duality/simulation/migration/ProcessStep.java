// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

/// One thing that a process does.
sealed interface ProcessStep {
    /// Computes.
    record Compute(long nanos) implements ProcessStep {}

    /// Reads some bytes of its stream: where it stands, if the stream is its own, and at the server if it is shared.
    record Read(int bytes) implements ProcessStep {}

    /// Has the file server work for it, one after the other.
    record Serve(long nanos) implements ProcessStep {}

    /// Asks its home what time it is.
    record Clock() implements ProcessStep {}

    /// Tells the server where its stream is, and that somebody else will read it, too.
    record Share() implements ProcessStep {}

    /// Has a child, which shares its stream.
    record Fork(int child) implements ProcessStep {}

    /// Moves to an idle host, if there is one, and takes no pages along: it is about to run another program.
    /// @param waiting whether it stays where it is until there is one
    record Move(boolean waiting) implements ProcessStep {}

    /// Ends.
    record Exit() implements ProcessStep {}
}
