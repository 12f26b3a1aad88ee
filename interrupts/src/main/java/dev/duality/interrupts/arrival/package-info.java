// SPDX-License-Identifier: Apache-2.0

/// Schedules of interrupts, made beforehand, so that whoever plays them only looks at the clock.
package dev.duality.interrupts.arrival;
