// SPDX-License-Identifier: Apache-2.0

/// When interrupts arise: schedules that are made beforehand, so that whoever plays them only looks at the clock.
package dev.duality.interrupts.arrival;
