// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Figure;
import dev.duality.results.Usage;
import dev.duality.results.statistics.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/// The resources that one load of a row used, and what disturbed it: medians over the forks that know it.
///
/// @param stealMillis the worst fork, as are switches, migrations and collections: a disturbance does not average out
/// @param figures what the kernel counted, in its order
public record Costs(
        OptionalDouble cpuNanosPerOp,
        OptionalDouble bytesPerOp,
        OptionalDouble voluntarySwitches,
        OptionalDouble involuntarySwitches,
        OptionalDouble migrations,
        OptionalDouble stealMillis,
        OptionalDouble gcMillis,
        List<Figure> figures) {
    static Costs of(List<Usage> forks) {
        return new Costs(
                median(forks, Usage::cpuNanosPerOp),
                median(forks, Usage::bytesPerOp),
                worst(forks, usage -> real(usage.voluntarySwitches())),
                worst(forks, usage -> real(usage.involuntarySwitches())),
                worst(forks, usage -> real(usage.migrations())),
                worst(forks, Usage::stealMillis),
                worst(forks, Usage::gcMillis),
                figures(forks));
    }

    /// Of a load that failed.
    public static Costs none() {
        return of(List.of());
    }

    /// @param name such as [Figure#FAILED_POLLS]
    public Optional<Figure> figure(String name) {
        return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
    }

    private static List<Figure> figures(List<Usage> forks) {
        Map<String, Figure> first = new LinkedHashMap<>();
        forks.forEach(usage -> usage.figures().forEach(figure -> first.putIfAbsent(figure.name(), figure)));
        return first.values().stream()
                .map(figure -> new Figure(
                        figure.name(),
                        Spread.of(forks.stream()
                                        .flatMap(usage -> usage.figures().stream())
                                        .filter(other -> other.name().equals(figure.name()))
                                        .map(Figure::value)
                                        .toList())
                                .median(),
                        figure.unit(),
                        figure.shown()))
                .toList();
    }

    private static OptionalDouble median(List<Usage> forks, Function<Usage, OptionalDouble> figure) {
        List<Double> known = forks.stream()
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        return known.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(known).median());
    }

    private static OptionalDouble worst(List<Usage> forks, Function<Usage, OptionalDouble> figure) {
        return forks.stream()
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }

    private static OptionalDouble real(OptionalLong count) {
        return count.isPresent() ? OptionalDouble.of((double) count.getAsLong()) : OptionalDouble.empty();
    }
}
