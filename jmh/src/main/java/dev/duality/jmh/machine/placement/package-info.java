// SPDX-License-Identifier: Apache-2.0

/// The placement of threads on CPUs. Start at [dev.duality.jmh.machine.placement.CpuPlan].
/// - A **CPU** is what the kernel schedules on (a logical processor); a **core** may carry several of them (SMT).
/// - **Allowed** are the CPUs that this process may use.
/// - To **pin** is to bind a thread to one CPU. Where that cannot be done, the answer says why and all goes on.
package dev.duality.jmh.machine.placement;
