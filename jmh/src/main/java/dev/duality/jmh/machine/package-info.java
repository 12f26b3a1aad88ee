// SPDX-License-Identifier: Apache-2.0

/// The means that all share who look at the machine: its files and its system calls.
/// - [dev.duality.jmh.machine.placement]: which CPUs there are, and which of them each thread gets.
/// - [dev.duality.jmh.machine.usage]: what an interval cost, of this process and of others.
/// - [dev.duality.jmh.machine.doctor]: what the machine is, and what that means for results; uses the other two.
///
/// Nothing here needs privileges, and nothing fails on a system that is not Linux: facts that cannot be read are said
/// to be unknown. Readers of `/proc` and `/sys` take a [dev.duality.jmh.machine.SystemTree], so that tests invent
/// machines.
package dev.duality.jmh.machine;
