// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

/// What the server has done, in all its lives.
final class ServerCounts {
    final long[] requests = new long[Wire.REPLY]; // by kind
    long opens;
    long concurrentOpens;
    long uncacheableOpens;
    long recalls;
    long callBacks;
    long declaredDead;
}
