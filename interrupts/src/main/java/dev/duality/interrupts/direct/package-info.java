// SPDX-License-Identifier: Apache-2.0

/// No delivery: a source handles its interrupts itself, where they arise.
package dev.duality.interrupts.direct;
