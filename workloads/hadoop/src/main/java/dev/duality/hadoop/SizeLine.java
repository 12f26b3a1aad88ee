// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.results.laws.AmdahlFit;
import java.util.SortedMap;

/// The straight line through the times of a program over the sizes of its text, by least squares of relative errors,
/// with neither part below 0. It is Amdahl's with n = 1/size.
///
/// @param fixed seconds that do not depend on the size
/// @param perMegabyte seconds
record SizeLine(double fixed, double perMegabyte) {
    /// @param seconds by size in MB, two sizes or more
    static SizeLine of(SortedMap<Double, Double> seconds) {
        AmdahlFit fit = AmdahlFit.of(
                seconds.keySet().stream()
                        .mapToDouble(megabytes -> 1 / megabytes)
                        .toArray(),
                seconds.values().stream().mapToDouble(Double::doubleValue).toArray());
        return new SizeLine(fit.serial(), fit.shared());
    }

    /// From which size in MB on this takes less than the other; infinite if it never does.
    double overtakes(SizeLine other) {
        double won = other.perMegabyte - perMegabyte;
        return fixed <= other.fixed && won >= 0
                ? 0
                : won <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, (fixed - other.fixed) / won);
    }
}
