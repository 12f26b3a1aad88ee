// SPDX-License-Identifier: Apache-2.0

/// The machine under the measurement: what it is, who else uses it, where our threads stand on it and what they cost.
/// - A **CPU** is what the kernel schedules on (a logical processor); a **core** may carry several of them (SMT).
/// - **Allowed** are the CPUs this process may use; the **quota** is the CPU time a control group grants it, in cores.
/// - To **pin** is to bind a thread to one CPU. Where that cannot be done, the answer says why and all goes on.
/// - A **meter** is started and stopped around an interval; an **account** is what the interval cost.
/// - A **finding** is one fact about the machine with what it means for results; [dev.duality.jmh.machine.Doctor] lists
///   them.
///
/// Nothing here needs privileges, and nothing fails on a system that is not Linux: facts that cannot be read are said
/// to be unknown. Readers of `/proc` and `/sys` take a [dev.duality.jmh.machine.SystemTree], so tests invent machines.
package dev.duality.jmh.machine;
