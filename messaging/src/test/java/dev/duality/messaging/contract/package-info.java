// SPDX-License-Identifier: Apache-2.0

/// The kit that tests transports, here and of whoever writes one. Start at
/// [dev.duality.messaging.contract.TransportContract]; what a test can say of its transport stands in
/// [dev.duality.messaging.contract.TransportKit], and each group of checks in an interface of its own.
///
/// - A *numbered message* is made from its number, every field and every line of it; so its receiver sees whether it is
///   whole, and which one it is.
/// - A *worn channel* has carried so many messages that an index of it is about to run over.
package dev.duality.messaging.contract;
