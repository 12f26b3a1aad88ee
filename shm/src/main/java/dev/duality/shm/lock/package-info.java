// SPDX-License-Identifier: Apache-2.0

/// Locks over words of a region: shared memory's oldest form, and the one that lock-free structures are compared with.
package dev.duality.shm.lock;
