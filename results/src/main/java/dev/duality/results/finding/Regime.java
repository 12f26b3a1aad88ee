// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.statistics.Digits;
import java.util.Optional;

/// One of the machines that a run met: a virtual host moves its cores, and a line's round trip is another one then.
/// Rows, gaps, intervals and grades are within a regime; no figure is divided by its floor (docs/measuring.md, rule
/// 24).
///
/// @param name `near` or `far` where a run met two, `floor 43 ns` and the like where it met more, and empty if it met
/// one
/// @param floorNanos the median of its probes
/// @param lowestNanos the lowest of them
/// @param highestNanos the highest of them
/// @param probes how many loads ran in it
public record Regime(String name, double floorNanos, double lowestNanos, double highestNanos, int probes) {
    /// Such as `near, floor 43 ns beside loads`, or `floor 43 ns beside loads`: row 0 is measured by itself, and has
    /// another figure.
    public String text() {
        return label() + " beside loads";
    }

    /// The same as files have it, such as `near, floor 43 ns`.
    public String label() {
        String floor = "floor " + Digits.three(floorNanos) + " ns";
        return name.isEmpty() || name.equals(floor) ? floor : name + ", " + floor;
    }

    /// Such as `1 load`, or `6 loads`.
    public String loads() {
        return probes + (probes == 1 ? " load" : " loads");
    }

    /// A regime's name behind that of something else, such as `, near`; empty where there is none.
    public static String behind(Optional<String> name) {
        return name.map(one -> ", " + one).orElse("");
    }

    /// The name of the regime that something belongs to; empty where the run met one machine, and where there is none.
    public static Optional<String> nameOf(Optional<Regime> regime) {
        return regime.map(Regime::name).filter(name -> !name.isEmpty());
    }

    /// The ratio by which a floor is from that of this regime.
    double distance(double nanos) {
        return Math.abs(Math.log(nanos / floorNanos));
    }

    /// Whether a load with such a floor ran in it.
    boolean holds(double nanos) {
        return lowestNanos <= nanos && nanos <= highestNanos;
    }
}
