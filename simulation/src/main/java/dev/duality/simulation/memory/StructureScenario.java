// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.shm.structure.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A few calls of the parties of a structure that somebody describes. The answers must be linearizable, what is left in
/// the end included, and whoever waits must be woken. What is left is asked for when all parties' calls have ended, by
/// one party's end after the other; where a server must answer, by the worker that was the last, and with all that weak
/// memory allows.
public final class StructureScenario<W> implements MemoryScenario {
    /// The ways to wait, one after the other, when nobody says.
    public static final List<Waiting> WAITS =
            List.of(Waiting.of(WaitStrategy.Kind.PAUSE), Waiting.of(WaitStrategy.Kind.PARK));

    /// The calls of each party, when nobody says.
    public static final int CALLS = 2;

    /// The calls of each of two parties in longer scenarios: enough to take a node out, put it back, and come between.
    public static final int MORE_CALLS = 4;

    private static final int LONGER_PARTIES = 2;
    private static final int SEEDS = 3; // of calls that are drawn
    private static final int MOST_PARTIES = 3;
    private static final int SHORT_PAYLOAD = 16; // bytes, two words: so that one can be torn

    private final Structure<W> structure;
    private final Structure.Shape shape;
    private final Waiting waiting;
    private final int calls;
    private final int seed;
    private final List<StructureScenario<W>> opened; // of all scenarios of this shape
    private final StructureUse use; // in all of them

    private StructureScenario(
            Structure<W> structure,
            Structure.Shape shape,
            Waiting waiting,
            int calls,
            int seed,
            List<StructureScenario<W>> opened,
            StructureUse use) {
        this.structure = structure;
        this.shape = shape;
        this.waiting = waiting;
        this.calls = calls;
        this.seed = seed;
        this.opened = opened;
        this.use = use;
    }

    /// With two parties and with three as far as it has them, room for one and for two, and several calls that are
    /// drawn.
    /// @param waiting how everybody waits; empty for pause and park, one after the other
    /// @param calls of each party
    public static List<MemoryScenario> of(Structure<?> structure, Optional<Waiting> waiting, int calls) {
        return of(structure, waiting, calls, MOST_PARTIES);
    }

    /// The same with two parties at most, and more calls of each.
    public static List<MemoryScenario> longer(Structure<?> structure, Optional<Waiting> waiting) {
        return of(structure, waiting, MORE_CALLS, LONGER_PARTIES);
    }

    private static List<MemoryScenario> of(
            Structure<?> structure, Optional<Waiting> waiting, int calls, int mostParties) {
        List<Waiting> waits = waiting.map(List::of).orElse(WAITS);
        int payload = Math.min(SHORT_PAYLOAD, structure.longestPayload());
        List<Structure.Shape> shapes = IntStream.rangeClosed(
                        Math.min(2, structure.parties()), Math.min(mostParties, structure.parties()))
                .boxed()
                .flatMap(parties -> Stream.of(1, structure.hasCapacity() ? 2 : 1)
                        .map(capacity -> new Structure.Shape(parties, capacity, payload)))
                .distinct()
                .toList();
        return shapes.stream()
                .<MemoryScenario>flatMap(shape -> of(structure, shape, waits, calls).stream())
                .toList();
    }

    private static <W> List<StructureScenario<W>> of(
            Structure<W> structure, Structure.Shape shape, List<Waiting> waits, int calls) {
        List<StructureScenario<W>> opened = new ArrayList<>();
        StructureUse use = new StructureUse();
        return waits.stream()
                .flatMap(wait -> IntStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> new StructureScenario<>(structure, shape, wait, calls, seed, opened, use)))
                .toList();
    }

    /// Whether another one was explored that differs only in what nobody has used: the seed, or how everybody waits.
    @Override
    public boolean isRepeated() {
        return opened.stream()
                .anyMatch(other -> other != this
                        && (other.seed == seed || !use.draws())
                        && (other.waiting.equals(waiting) || !use.waits()));
    }

    @Override
    public String name() {
        return "%s, %s, w%d, capacity %d, seed %d%s"
                .formatted(
                        structure.name(),
                        waiting.label(),
                        shape.parties(),
                        shape.capacity(),
                        seed,
                        calls == CALLS ? "" : ", calls " + calls);
    }

    @Override
    public Trial open(Consumer<Runnable> servers) {
        if (!opened.contains(this)) {
            opened.add(this);
        }
        Region region = Region.allocate(RegionLayout.apart(structure.bytes(shape)));
        WaitStrategy[] waits = use.watched(WaitStrategy.of(waiting, shape.parties() + (structure.hasServer() ? 1 : 0)));
        Structure.View<W> view = structure.open(region, 0, shape, waits);
        if (structure.hasServer()) {
            BooleanSupplier step = view.server();
            servers.accept(() -> serve(step, waits[shape.parties()]));
        }
        List<Structure.Party<W>> parties =
                IntStream.range(0, shape.parties()).mapToObj(view::party).toList();
        Recording.Timed<W> recording = new Recording.Timed<>(shape.parties());
        Region ended = Region.allocate(Region.APART); // how many workers have
        List<Runnable> workers = new ArrayList<>();
        for (int party = 0; party < shape.parties(); party++) {
            int number = party;
            RandomGenerator random = use.watched(new SplittableRandom(31L * seed + party));
            workers.add(() -> {
                for (int call = 0; call < calls; call++) {
                    recording.record(number, () -> parties.get(number).call(random));
                }
                if (structure.hasServer() && ended.getAndAdd(0, 1) == shape.parties() - 1) {
                    rest(parties, recording);
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
                if (!structure.hasServer()) {
                    rest(parties, recording);
                }
                return recording.unexplained(structure.model(shape));
            }
        };
    }

    private static <W> void rest(List<Structure.Party<W>> parties, Recording<W> recording) {
        for (int party = 0; party < parties.size(); party++) {
            for (W left : parties.get(party).rest()) {
                recording.record(party, () -> left);
            }
        }
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
