// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.statistics.Spread;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// A series and what the laws say of it.
///
/// @param base what speedups are relative to; empty if there is nothing that they could be relative to
/// @param steps one for each point, in its order
/// @param cost empty without a base
public record Scaling(
        Series series,
        Optional<Base> base,
        List<Step> steps,
        Answer<Amdahl> amdahl,
        Answer<Trend> trend,
        Answer<Usl> usl,
        Optional<Cost> cost) {
    /// A law whose residuals are greater than this is one that the points do not follow.
    public static final double FOLLOWS = 0.15;

    /// The base that speedups are relative to.
    public enum Base {
        /// The plain program in one thread.
        PLAIN,
        /// The series' own n = 1.
        OWN
    }

    /// One point.
    ///
    /// @param hasCores whether its threads had a core each; else it is in no fit
    /// @param speedup S_n, the base's time over its own
    /// @param efficiency S_n over its threads
    /// @param serial e, by Karp and Flatt, over the series' own n = 1 where there is one; empty at n = 1
    /// @param scaled Gustafson's speedup at this n
    /// @param amdahlResidual measured time over the law's, less 1
    /// @param uslResidual measured throughput over the law's, less 1
    public record Step(
            Series.Point point,
            boolean hasCores,
            Spread measured,
            Optional<Estimate> speedup,
            Optional<Estimate> efficiency,
            Optional<Estimate> serial,
            Optional<Double> scaled,
            Optional<Double> amdahlResidual,
            Optional<Double> uslResidual) {}

    public Scaling {
        steps = List.copyOf(steps);
    }

    /// Amdahl's law as a speedup over the base; empty without a base or the law.
    public Optional<DoubleUnaryOperator> amdahlSpeedup() {
        return baseSeconds().flatMap(whole -> amdahl.given().map(law -> n -> whole / law.seconds(n)));
    }

    /// The Universal Scalability Law, likewise.
    public Optional<DoubleUnaryOperator> uslSpeedup() {
        return baseSeconds().flatMap(whole -> usl.given().map(law -> n -> whole * law.throughput(n)));
    }

    /// The time of the base, for a throughput a unit of work.
    private Optional<Double> baseSeconds() {
        return steps.getFirst()
                .speedup()
                .map(speedup -> speedup.value()
                        * series.quantity().turned(steps.getFirst().measured().median()));
    }

    /// Whether neither Amdahl's law nor the Universal Scalability Law could be fitted.
    public boolean isInconclusive() {
        return amdahl.given().isEmpty() && usl.given().isEmpty();
    }

    /// The residual that is furthest from 0, as a share.
    public static double worst(List<Double> residuals) {
        return residuals.stream().mapToDouble(Math::abs).max().orElse(0);
    }

    /// Whether points with these residuals follow their law.
    public static boolean follows(List<Double> residuals) {
        return worst(residuals) <= FOLLOWS;
    }
}
