// SPDX-License-Identifier: Apache-2.0

/// Counters: one word, or one word a party.
package dev.duality.shm.counter;
