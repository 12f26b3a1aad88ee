// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// The resources that one load of one fork used, and what disturbed it, while it was measured and not while it warmed
/// up.
///
/// @param seconds how long it was measured
/// @param cpuNanosPerOp processor time of all threads of the process, per operation; of an open loop without what its
///     pacing took
/// @param bytesPerOp allocated on the heap, per operation
/// @param voluntarySwitches times a thread gave its core away
/// @param involuntarySwitches times a thread's core was taken from it
/// @param migrations times a thread moved to another core
/// @param stealMillis time the hypervisor ran somebody else on our processors
/// @param gcMillis time the garbage collector stopped the threads
/// @param othersBusyCores how many cores other processes kept busy, on average
/// @param figures what the kernel counted, each name once
public record Usage(
        double seconds,
        OptionalDouble cpuNanosPerOp,
        OptionalDouble bytesPerOp,
        OptionalLong voluntarySwitches,
        OptionalLong involuntarySwitches,
        OptionalLong migrations,
        OptionalDouble stealMillis,
        OptionalDouble gcMillis,
        OptionalDouble othersBusyCores,
        List<Figure> figures) {
    public Usage {
        Require.positive("seconds", seconds);
        Require.measure("cpuNanosPerOp", cpuNanosPerOp);
        Require.measure("bytesPerOp", bytesPerOp);
        Require.measure("voluntarySwitches", voluntarySwitches);
        Require.measure("involuntarySwitches", involuntarySwitches);
        Require.measure("migrations", migrations);
        Require.measure("stealMillis", stealMillis);
        Require.measure("gcMillis", gcMillis);
        Require.measure("othersBusyCores", othersBusyCores);
        figures = Require.list("figures", figures);
        Set<String> names = new HashSet<>();
        for (Figure figure : figures) {
            if (!names.add(figure.name())) {
                throw new IllegalArgumentException("figure \"" + figure.name() + "\" stands twice; count it once");
            }
        }
    }

    /// The same, where the kernel counted something else.
    public Usage withFigures(List<Figure> others) {
        return new Usage(
                seconds,
                cpuNanosPerOp,
                bytesPerOp,
                voluntarySwitches,
                involuntarySwitches,
                migrations,
                stealMillis,
                gcMillis,
                othersBusyCores,
                others);
    }

    /// The same, where less processor time is the load's.
    public Usage withCpuNanosPerOp(OptionalDouble nanos) {
        return new Usage(
                seconds,
                nanos,
                bytesPerOp,
                voluntarySwitches,
                involuntarySwitches,
                migrations,
                stealMillis,
                gcMillis,
                othersBusyCores,
                figures);
    }

    /// Nothing but the time is known.
    public static Usage unknown(double seconds) {
        return new Usage(
                seconds,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of());
    }
}
