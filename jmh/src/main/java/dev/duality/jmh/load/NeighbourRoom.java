// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.usage.FreeMemory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The memory for a neighbour's two buffers: at most half of what is free, so that the row has as much.
///
/// @param neededBytes of both
/// @param freeBytes of the machine and of the containers around us; empty if nobody tells
public record NeighbourRoom(long neededBytes, OptionalLong freeBytes) {
    private static final int BUFFERS = 2;

    /// Room beside any of some CPUs.
    public static NeighbourRoom read(SystemTree tree, List<Integer> cpus) {
        return new NeighbourRoom(
                BUFFERS
                        * cpus.stream()
                                .mapToLong(cpu -> StreamingNeighbour.bytes(tree, cpu))
                                .max()
                                .orElse(0),
                FreeMemory.bytes(tree));
    }

    /// The reason why there is too little, in one line; empty if there is enough, or nobody knows.
    public Optional<String> unavailable() {
        return freeBytes.isPresent() && freeBytes.getAsLong() / 2 < neededBytes
                ? Optional.of(
                        "memory is short for a neighbour: its two buffers take %,d MiB, at most half of what is free, and %,d MiB are; free some, or raise the container's limit"
                                .formatted(neededBytes >> 20, freeBytes.getAsLong() >> 20))
                : Optional.empty();
    }
}
