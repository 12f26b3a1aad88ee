// SPDX-License-Identifier: Apache-2.0

/// Interrupts: who raises them, how they are delivered, and who does the work. Start at
/// [dev.duality.interrupts.Interrupts].
///
/// - A *device* raises *interrupts* on its *line*; the n-th interrupt of a device has the number n, from 1. Devices are
///   numbered from 0.
/// - A *source* is a thread that devices live on: it raises the lines of its devices, and hears what became of each
///   interrupt.
/// - The *top half* is what happens at once: it acknowledges the interrupt and defers the rest. The *bottom half* is
///   the rest: the work that the interrupt asks for. *Handled* means that the bottom half is done.
/// - The *mode* says who runs the bottom halves: whoever took the interrupt, a thread for each device, a pool of
///   threads behind one ring, or one thread that polls the devices in turn with a *quota*.
/// - *Delivery* is how an interrupt gets from its source to its bottom half: over pending words in a region
///   ([dev.duality.interrupts.pending]), over message queues ([dev.duality.interrupts.queue]), or not at all, because
///   the source handles it itself ([dev.duality.interrupts.direct]).
///
/// Whatever the mode and the delivery: handled and dropped interrupts add up to those raised, a drop is counted and its
/// source told, the interrupts of a device are handled in the order of their numbers, and none twice.
package dev.duality.interrupts;
