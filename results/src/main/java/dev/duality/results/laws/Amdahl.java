// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.List;

/// Amdahl's law: a part s of the work is not shared, so the time at n is that at 1 times s + (1 - s)/n.
///
/// @param serial s, from 0 to 1
/// @param bound S_inf, the base's time over that of the serial part: the speedup that no n exceeds
/// @param seconds of the law at n = 1: for a throughput, of a unit of work
/// @param residuals of each point that was fitted: measured time over the law's, less 1
public record Amdahl(Estimate serial, Answer<Estimate> bound, double seconds, List<Double> residuals) {
    public Amdahl {
        residuals = List.copyOf(residuals);
    }

    /// The law's time at n.
    public double seconds(double n) {
        return seconds * (serial.value() + (1 - serial.value()) / n);
    }

    /// Gustafson's law, from the same s: the speedup of a job whose shared part is n times as large at n as at 1.
    public double scaledSpeedup(double n) {
        return n - serial.value() * (n - 1);
    }
}
