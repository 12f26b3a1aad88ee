// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DistancesTest {
    @TestFactory
    Stream<DynamicTest> theyAreThoseOfTheMachineAndOfItsNearestAndFarthest() {
        return Machines.NAMES.stream().map(name -> DynamicTest.dynamicTest(name, () -> agree(Machines.named(name))));
    }

    /// A machine's file may say that groups lie no further apart than those of one group.
    @Test
    void groupsMayLieAsNearAsOneGroup() {
        MachineSpec opteron = Machines.named("opteron-6172");
        MachineSpec nearer = withDieDistance(
                opteron,
                opteron.dieDistance().stream()
                        .map(row -> row.stream()
                                .map(distance -> distance == 2 ? 0 : distance)
                                .toList())
                        .toList());
        BitSet sharers = new BitSet();
        sharers.set(6); // on the second die, which is one class further
        sharers.set(12); // on the third

        assertEquals(0, new Distances(nearer).nearest(sharers, 0));
        agree(nearer);
    }

    private static MachineSpec withDieDistance(MachineSpec spec, List<List<Integer>> dieDistance) {
        return new MachineSpec(
                spec.name(),
                spec.title(),
                spec.sources(),
                spec.assumed(),
                spec.cores(),
                spec.threadsPerCore(),
                spec.groups(),
                spec.sharingLastLevel(),
                dieDistance,
                spec.classes(),
                spec.times(),
                spec.rules());
    }

    private static void agree(MachineSpec spec) {
        Distances distances = new Distances(spec);
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 500; round++) {
            int core = random.nextInt(spec.cores());
            BitSet cores = new BitSet();
            for (int i = random.nextInt(6); i > 0; i--) {
                cores.set(random.nextInt(spec.cores()));
            }
            cores.set(core, random.nextBoolean());
            cores.stream().forEach(other -> assertEquals(spec.distance(core, other), distances.of(core, other)));
            int[] ofOthers = cores.stream()
                    .filter(other -> other != core)
                    .map(other -> spec.distance(core, other))
                    .sorted()
                    .toArray();
            String asked = core + " to " + cores;
            assertEquals(ofOthers.length == 0 ? Distances.NOBODY : ofOthers[0], distances.nearest(cores, core), asked);
            assertEquals(
                    ofOthers.length == 0 ? 0 : ofOthers[ofOthers.length - 1], distances.farthest(cores, core), asked);
        }
    }
}
