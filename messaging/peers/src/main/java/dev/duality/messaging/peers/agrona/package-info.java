// SPDX-License-Identifier: Apache-2.0

/// The transport `agrona-ring`: Agrona's rings of bytes in memory outside the heap.
package dev.duality.messaging.peers.agrona;
