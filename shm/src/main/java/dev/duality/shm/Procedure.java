// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

/// An entry procedure: applies one operation to a state. The dual of an arm of an owner's loop (Lauer and Needham,
/// "On the Duality of Operating System Structures", 1979).
public interface Procedure {
    /// Applies one operation.
    /// @param kind which operation
    /// @param payload the operation's bytes; on return the reply's bytes; only read and written during the call
    /// @return the operation's result
    long apply(int kind, long a, long b, Payload payload);
}
