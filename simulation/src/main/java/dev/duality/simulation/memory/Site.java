// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

/// One access or fence of the code.
///
/// @param type the class's full name
/// @param call the region's method
public record Site(String type, String method, int line, String call) implements Comparable<Site> {
    /// Class, method and line, for a reader.
    public String name() {
        return "%s.%s:%d".formatted(type.substring(type.lastIndexOf('.') + 1).replace('$', '.'), method, line);
    }

    @Override
    public int compareTo(Site other) {
        int byType = type.compareTo(other.type);
        int byLine = byType != 0 ? byType : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : call.compareTo(other.call);
    }
}
