// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Floor;
import dev.duality.results.Samples;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FloorFindingTest {
    private static final List<FloorFinding> TWO_PAIRS = FloorFinding.of(
            List.of(
                    floor(List.of(0, 1), 300, OptionalDouble.of(0.4)),
                    floor(List.of(2, 3), 200, OptionalDouble.empty()),
                    floor(List.of(0, 1), 250, OptionalDouble.empty())),
            new Regimes(List.of()));

    @Test
    void aRowIsComparedWithTheFloorBetweenItsOwnCores() {
        assertEquals(List.of(0, 1), between(List.of(0, 1)));
        assertEquals(List.of(2, 3), between(List.of(2, 3)));
    }

    @Test
    void aRowOnOtherCoresIsComparedWithTheLowestFloor() {
        assertEquals(List.of(2, 3), between(List.of(4, 5)));
        assertEquals(List.of(2, 3), between(List.of()));
        assertEquals(Optional.empty(), FloorFinding.between(List.of(), List.of(0, 1)));
    }

    /// A host that moves has two floors, and the middle of both is none.
    @Test
    void looksOfTwoRegimesAreTwoFloorsTheMainOneFirst() {
        Regime near = new Regime("near", 45, 40, 60, 10);
        Regime far = new Regime("far", 390, 340, 440, 20);

        List<FloorFinding> floors = FloorFinding.of(
                List.of(
                        floor(List.of(0, 1), 44, OptionalDouble.empty()),
                        floor(List.of(0, 1), 361, OptionalDouble.empty()),
                        floor(List.of(0, 1), 46, OptionalDouble.empty())),
                new Regimes(List.of(near, far)));

        assertEquals(
                List.of(Optional.of(far), Optional.of(near)),
                floors.stream().map(FloorFinding::regime).toList());
        assertEquals(361, floors.getFirst().roundTripNanos().median());
        assertEquals(45, floors.getLast().roundTripNanos().median());
    }

    /// The loads met one of both, or have no probes at all.
    @Test
    void looksFurtherApartThanThoseOfOneMachineAreTwoFloorsAndNeverTheMiddleOfBoth() {
        Regime near = new Regime("", 45, 40, 60, 10);
        List<Floor> looks = List.of(
                floor(List.of(0, 1), 380, OptionalDouble.empty()),
                floor(List.of(0, 1), 41, OptionalDouble.empty()),
                floor(List.of(2, 3), 210, OptionalDouble.empty()));

        List<FloorFinding> met = FloorFinding.of(looks, new Regimes(List.of(near)));
        List<FloorFinding> unprobed = FloorFinding.of(looks, new Regimes(List.of()));

        assertEquals(List.of(41.0, 380.0, 210.0), medians(met));
        assertEquals(
                List.of(Optional.of(near), Optional.empty(), Optional.of(near)), // a pair of its own has its own floor
                met.stream().map(FloorFinding::regime).toList());
        assertEquals(List.of(41.0, 380.0, 210.0), medians(unprobed));
        assertEquals(49.2, met.getFirst().forms().getFirst().roundTripNanos(), 0.01);
    }

    private static List<Double> medians(List<FloorFinding> floors) {
        return floors.stream().map(floor -> floor.roundTripNanos().median()).toList();
    }

    @Test
    void theEmptyMethodIsThatOfTheFloorsThatMeasuredIt() {
        assertEquals(OptionalDouble.of(0.4), TWO_PAIRS.getFirst().emptyMethodNanos());
        assertEquals(OptionalDouble.empty(), TWO_PAIRS.getLast().emptyMethodNanos());
    }

    private static List<Integer> between(List<Integer> cpus) {
        return FloorFinding.between(TWO_PAIRS, cpus).orElseThrow().cpus();
    }

    private static Floor floor(List<Integer> cpus, double roundTripNanos, OptionalDouble emptyMethodNanos) {
        return new Floor(
                Samples.START,
                Floor.When.BETWEEN,
                cpus,
                List.of(new Floor.Form("one word", roundTripNanos * 1.2), new Floor.Form("two words", roundTripNanos)),
                20,
                18.5,
                Optional.empty(),
                emptyMethodNanos);
    }
}
