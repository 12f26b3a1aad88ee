// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

/// Packets in the order in which they came, a few at most. For one thread.
final class PacketQueue {
    private final long[] packets;
    private int first;
    private int size;

    PacketQueue(int capacity) {
        packets = new long[capacity];
    }

    /// @return `false` if there is no room
    boolean offer(long packet) {
        if (size == packets.length) {
            return false;
        }
        packets[(first + size++) % packets.length] = packet;
        return true;
    }

    /// The first one; there is one.
    long take() {
        if (size == 0) {
            throw new IllegalStateException("there is no packet to take");
        }
        long packet = packets[first];
        first = (first + 1) % packets.length;
        size--;
        return packet;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int capacity() {
        return packets.length;
    }
}
