// SPDX-License-Identifier: Apache-2.0

/// Combining: whoever holds the lock does everybody's work, so the state stays in one core's cache.
package dev.duality.shm.combining;
