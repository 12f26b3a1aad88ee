// SPDX-License-Identifier: Apache-2.0

/// interrupts
package dev.duality.interrupts;
