// SPDX-License-Identifier: Apache-2.0

/// The cost of an interval. Start at [dev.duality.jmh.machine.usage.ProcessMeter].
/// - A **meter** is started and stopped around an interval; an **account** is what the interval cost.
/// - The **quota** is the CPU time that a control group grants this process, in cores.
package dev.duality.jmh.machine.usage;
