// SPDX-License-Identifier: Apache-2.0

/// Records that are read far more often than written: readers write nothing, and read again if they were disturbed.
package dev.duality.shm.record;
