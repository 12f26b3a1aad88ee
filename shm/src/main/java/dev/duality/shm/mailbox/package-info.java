// SPDX-License-Identifier: Apache-2.0

/// Delegation: clients leave operations in words that one server reads, and find the results in words that it writes.
package dev.duality.shm.mailbox;
