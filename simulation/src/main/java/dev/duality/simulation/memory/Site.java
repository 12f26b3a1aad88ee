// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.List;

/// One access or fence of the code.
///
/// @param type the class's full name
/// @param call the region's method
public record Site(String type, String method, int line, String call) implements Comparable<Site> {
    private static final List<String> OF_THE_TRIAL =
            List.of("dev.duality.shm.history.", "dev.duality.simulation.memory.");

    /// Whether it is part of what is tried; else it belongs to the recording of answers, or to the specification.
    boolean isOfTheCode() {
        return OF_THE_TRIAL.stream().noneMatch(type::startsWith);
    }

    /// Class and method, for a reader.
    public String place() {
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + method;
    }

    /// Class, method and line, for a reader.
    public String name() {
        return place() + ":" + line;
    }

    @Override
    public int compareTo(Site other) {
        int byType = type.compareTo(other.type);
        int byLine = byType != 0 ? byType : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : call.compareTo(other.call);
    }
}
