// SPDX-License-Identifier: Apache-2.0

/// The transport `disruptor`: LMAX's ring of events, without its threads.
package dev.duality.messaging.peers.disruptor;
