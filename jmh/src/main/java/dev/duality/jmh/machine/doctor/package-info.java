// SPDX-License-Identifier: Apache-2.0

/// The facts about the machine, and what it is good for. Start at [dev.duality.jmh.machine.doctor.Doctor].
/// - A **finding** is one fact about the machine with what it means for results.
/// - [dev.duality.jmh.machine.doctor.MachineCheck] reads what a run records of its machine.
package dev.duality.jmh.machine.doctor;
