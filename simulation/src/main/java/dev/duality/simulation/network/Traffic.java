// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

/// The counts of a simulation so far.
///
/// @param messages that nodes have sent
/// @param bytes of them, [Network#HEADER_BYTES] each and the payloads
/// @param delivered messages and doubles that nodes have received
/// @param lost messages that the network has lost
/// @param parted messages that a partition has kept from their receivers
/// @param doubled messages that arrive twice
/// @param delayed messages and doubles that were held back, so that others may overtake them
/// @param missed messages and doubles that came to a node that was down
/// @param timers that have run out
/// @param events all that happened: messages that arrived, timers, faults of nodes
public record Traffic(
        long messages,
        long bytes,
        long delivered,
        long lost,
        long parted,
        long doubled,
        long delayed,
        long missed,
        long timers,
        long events) {}
