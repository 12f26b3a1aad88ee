// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Values that lie close together, told from others by the gaps between them.
public final class Clusters {
    private Clusters() {}

    /// Cuts the ascending values where one is more than `apart` times the one before.
    public static List<List<Double>> cut(Collection<Double> values, double apart) {
        List<List<Double>> clusters = new ArrayList<>();
        double before = 0;
        for (double value : values.stream().sorted().toList()) {
            if (clusters.isEmpty() || value > before * apart) {
                clusters.add(new ArrayList<>());
            }
            clusters.getLast().add(value);
            before = value;
        }
        return clusters;
    }
}
