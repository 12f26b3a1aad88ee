// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.ArrayList;
import java.util.List;

/// The plan of a region: hands out spans one after the other and remembers their names, so that every party
/// that asks for the same spans in the same order gets the same offsets, and a test can see the distances.
///
/// Not for use by several threads at once.
public final class RegionLayout {
    /// A named part of a region.
    /// @param offset from the region's start, in bytes
    /// @param bytes its length
    public record Span(String name, long offset, long bytes) {}

    private final List<Span> spans = new ArrayList<>();
    private long end;

    /// One span that shares neither a line nor a pair of lines with any other.
    /// @param bytes its length, 0 or more
    /// @return its offset, a multiple of [Region#APART]
    public long span(String name, long bytes) {
        if (bytes < 0) {
            throw new Slip(name + " cannot have " + bytes + " bytes");
        }
        long offset = apart(end);
        end = Math.addExact(offset, bytes);
        spans.add(new Span(name, offset, bytes));
        return offset;
    }

    /// One word that shares neither a line nor a pair of lines with anything else.
    public long word(String name) {
        return span(name, Long.BYTES);
    }

    /// The length in bytes of a region that holds all spans; a multiple of [Region#APART].
    public long bytes() {
        return Math.max(apart(end), Region.APART);
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /// Refuses a structure that would share lines with what lies before it.
    /// @throws IllegalArgumentException if the offset is no multiple of [Region#APART]
    public static void requireApart(long offset) {
        if (offset % Region.APART != 0) {
            throw new Slip("offset " + offset + " is not a multiple of " + Region.APART);
        }
    }

    /// The next multiple of [Region#APART] at or after `offset`.
    public static long apart(long offset) {
        return Math.addExact(offset, Region.APART - 1) & -Region.APART;
    }
}
