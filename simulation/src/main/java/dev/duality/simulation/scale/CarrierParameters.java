// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.scale;

import dev.duality.results.finding.HostFloor;
import dev.duality.results.finding.Regime;
import dev.duality.results.statistics.Digits;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// The network whose messages take as long as those of a carrier that was measured: L is the delay of all, G what bytes
/// take to leave, o what a message takes of each end's processor. A run measures no gap between messages beyond o and
/// G, so g is 0.
///
/// @param carrier its name
/// @param regime of this machine in which it was measured; empty if the run met one
/// @param upToBytes the longest message that it is of; empty if it is of all
/// @param overheadNanos LogGP's o
/// @param latencyNanos LogGP's L
/// @param gapNanosPerByte LogGP's G
public record CarrierParameters(
        String carrier,
        Optional<String> regime,
        OptionalInt upToBytes,
        double overheadNanos,
        double latencyNanos,
        double gapNanosPerByte) {
    private static final String DELAY = "delay";
    private static final String PER_KILOBYTE = "per-kb";
    private static final String OVERHEAD = "overhead";

    /// The values of the network that a carrier gives.
    public static final List<String> NAMES = List.of(DELAY, PER_KILOBYTE, OVERHEAD);

    private static final int KILOBYTE = 1024;

    /// Those of the carrier that most forks of a run had.
    /// @param floors of the run
    /// @throws IllegalArgumentException in the user's own words if the run has measured none
    public static CarrierParameters of(List<HostFloor> floors) {
        HostFloor floor = floors.stream()
                .max(Comparator.comparingInt(HostFloor::forks))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "it has no row of hosts whose carrier was measured; measure one by duality run --placement hosts"));
        return of(floor);
    }

    /// Those of one carrier.
    /// @throws IllegalArgumentException in the user's own words if its messages make no line a + b x bytes
    static CarrierParameters of(HostFloor floor) {
        if (!floor.growsWithLength()) {
            throw new IllegalArgumentException(
                    "longer messages of %s did not take longer, so there is no a + b x bytes; measure it anew, with nothing else running"
                            .formatted(floor.carrier()));
        }
        return new CarrierParameters(
                floor.carrier(),
                floor.regime(),
                floor.lines().size() == 1
                        ? OptionalInt.empty()
                        : OptionalInt.of(floor.lines().getFirst().toBytes()),
                floor.overheadNanos(),
                floor.latencyNanos(),
                floor.gapNanosPerByte());
    }

    /// The values of the network, as users set them, in whole nanoseconds.
    public SequencedMap<String, String> values() {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put(DELAY, "constant:" + nanos(latencyNanos));
        values.put(PER_KILOBYTE, nanos(KILOBYTE * gapNanosPerByte));
        values.put(OVERHEAD, nanos(overheadNanos));
        return values;
    }

    private static String nanos(double value) {
        return Math.round(value) + "ns";
    }

    /// For people: the three and whose they are.
    public String line() {
        return "o %s ns, L %s ns, G %s ns a byte%s, of %s%s"
                .formatted(
                        Digits.three(overheadNanos),
                        Digits.three(latencyNanos),
                        Digits.three(gapNanosPerByte),
                        upToBytes.isPresent()
                                ? " of messages up to %s bytes".formatted(Digits.whole(upToBytes.getAsInt()))
                                : "",
                        carrier,
                        Regime.behind(regime));
    }
}
