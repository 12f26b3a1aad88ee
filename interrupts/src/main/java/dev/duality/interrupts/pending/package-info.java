// SPDX-License-Identifier: Apache-2.0

/// Delivery over shared memory. Start at [dev.duality.interrupts.pending.PendingInterrupts].
///
/// - A *line* is a device's own span of the region: slots for what it raises, slots for the results.
/// - The *pending word* has a bit for each device, which says no more than: look at this line. It is level-triggered:
///   raising a bit that is set changes nothing, and whoever takes the bit finds all that was raised before.
package dev.duality.interrupts.pending;
