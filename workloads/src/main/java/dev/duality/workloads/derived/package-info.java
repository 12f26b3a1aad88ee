// SPDX-License-Identifier: Apache-2.0

/// The sides that follow from a specification alone: an owner behind message queues, and the specification under a
/// lock, under flat combining, and behind a mailbox.
package dev.duality.workloads.derived;
