// SPDX-License-Identifier: Apache-2.0

/// shm
package dev.duality.shm;
