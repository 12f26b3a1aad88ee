// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.structure.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A few calls of the parties of a structure that somebody describes. The answers must be linearizable, what is left in
/// the end included, and whoever waits must be woken.
public final class StructureScenario<W> implements MemoryScenario {
    private static final int CALLS = 2; // of each party
    private static final int SEEDS = 3; // of calls that are drawn
    private static final int MOST_PARTIES = 3;
    private static final int SHORT_PAYLOAD = 16; // bytes, two words: so that one can be torn
    private static final List<WaitStrategy.Kind> WAITS = List.of(WaitStrategy.Kind.PAUSE, WaitStrategy.Kind.PARK);

    private final Structure<W> structure;
    private final Structure.Shape shape;
    private final WaitStrategy.Kind waiting;
    private final int seed;

    private StructureScenario(Structure<W> structure, Structure.Shape shape, WaitStrategy.Kind waiting, int seed) {
        this.structure = structure;
        this.shape = shape;
        this.waiting = waiting;
        this.seed = seed;
    }

    /// With two parties and with three as far as it has them, room for one and for two, and several calls that are
    /// drawn.
    /// @param waiting how everybody waits; empty for pause and park, one after the other
    public static List<MemoryScenario> of(Structure<?> structure, Optional<WaitStrategy.Kind> waiting) {
        List<WaitStrategy.Kind> waits = waiting.map(List::of).orElse(WAITS);
        int payload = Math.min(SHORT_PAYLOAD, structure.longestPayload());
        List<Structure.Shape> shapes = IntStream.rangeClosed(
                        Math.min(2, structure.parties()), Math.min(MOST_PARTIES, structure.parties()))
                .boxed()
                .flatMap(parties -> Stream.of(1, structure.hasCapacity() ? 2 : 1)
                        .map(capacity -> new Structure.Shape(parties, capacity, payload)))
                .distinct()
                .toList();
        List<MemoryScenario> scenarios = new ArrayList<>();
        for (Structure.Shape shape : shapes) {
            for (WaitStrategy.Kind wait : waits) {
                for (int seed = 1; seed <= SEEDS; seed++) {
                    scenarios.add(new StructureScenario<>(structure, shape, wait, seed));
                }
            }
        }
        return scenarios;
    }

    @Override
    public String name() {
        return "%s, %s, w%d, capacity %d, seed %d"
                .formatted(structure.name(), waiting.label(), shape.parties(), shape.capacity(), seed);
    }

    @Override
    public Trial open(Consumer<Runnable> servers) {
        Region region = Region.allocate(RegionLayout.apart(structure.bytes(shape)));
        WaitStrategy[] waits = WaitStrategy.of(waiting, shape.parties() + (structure.hasServer() ? 1 : 0));
        Structure.View<W> view = structure.open(region, 0, shape, waits);
        if (structure.hasServer()) {
            BooleanSupplier step = view.server();
            servers.accept(() -> serve(step, waits[shape.parties()]));
        }
        List<Structure.Party<W>> parties =
                IntStream.range(0, shape.parties()).mapToObj(view::party).toList();
        Recording.Timed<W> recording = new Recording.Timed<>(shape.parties());
        List<Runnable> workers = new ArrayList<>();
        for (int party = 0; party < shape.parties(); party++) {
            int number = party;
            SplittableRandom random = new SplittableRandom(31L * seed + party);
            workers.add(() -> {
                for (int call = 0; call < CALLS; call++) {
                    recording.record(number, () -> parties.get(number).call(random));
                }
            });
        }
        return new Trial() {
            @Override
            public List<Runnable> workers() {
                return workers;
            }

            @Override
            public Optional<String> verdict() {
                for (int party = 0; party < parties.size() && !structure.hasServer(); party++) {
                    for (W left : parties.get(party).rest()) {
                        recording.record(party, () -> left);
                    }
                }
                return recording.unexplained(structure.model(shape));
            }
        };
    }

    private static void serve(BooleanSupplier step, WaitStrategy waiting) {
        for (int attempt = 0; ; attempt++) {
            if (step.getAsBoolean()) {
                attempt = -1;
            } else {
                waiting.idle(attempt);
            }
        }
    }
}
