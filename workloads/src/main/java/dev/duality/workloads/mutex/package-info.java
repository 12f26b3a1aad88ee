// SPDX-License-Identifier: Apache-2.0

/// A critical section that one at a time may enter. Start at [dev.duality.workloads.mutex.MutexWorkload].
///
/// - To *enter* is to have been *granted* the section; who is *inside* holds it until it *leaves*.
/// - A *request* has a time of Lamport's clock; requests are ordered by (time, process).
/// - An event is a send, a receipt, an entry or an exit; one *happens before* another if it is earlier on the same
///   process or a chain of messages leads from it there.
package dev.duality.workloads.mutex;
