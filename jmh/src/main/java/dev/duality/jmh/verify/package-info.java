// SPDX-License-Identifier: Apache-2.0

/// Sides compared with their specification, untimed, in a JVM beside ours. A specification or a side of a stranger may
/// hang, keep memory or end its JVM: then that side has its own line, and a new JVM goes on with the next one.
///
/// - A *subject* is what is compared: the specification itself, or one side with so many workers.
/// - What the JVM beside ours has to say comes as [dev.duality.jmh.verify.Told], a line each.
package dev.duality.jmh.verify;
