// SPDX-License-Identifier: Apache-2.0

/// A real source of interrupts: a timer of the operating system, read through a file descriptor. Start at
/// [dev.duality.interrupts.timer.Ticker].
///
/// The n-th *tick* is due at first + (n - 1) x period on the clock of [java.lang.System#nanoTime], which on Linux is
/// the timer's own clock; opening a timer checks that. Late ticks are not lost: the timer says how many there were.
package dev.duality.interrupts.timer;
