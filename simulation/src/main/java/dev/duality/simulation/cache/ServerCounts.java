// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

/// The counts of the server, in all its lives.
final class ServerCounts {
    final long[] requests = new long[Wire.REPLY]; // by kind
    long opens;
    long concurrentOpens;
    long uncacheableOpens;
    long recalls;
    long callBacks;
    long declaredDead;
}
