// SPDX-License-Identifier: Apache-2.0

/// Pending bits: sources set them, one consumer takes them all at once.
package dev.duality.shm.pending;
