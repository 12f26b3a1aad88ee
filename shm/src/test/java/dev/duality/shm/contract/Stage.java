// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.SplitMix64;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.History;
import dev.duality.shm.history.Linearizability;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.Structure.Party;
import dev.duality.shm.structure.Structure.Shape;
import dev.duality.shm.structure.Structure.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// A structure of one shape in a region, and the parties that use it: in turn, or all at once.
final class Stage<W> {
    /// The check that is done on a stage.
    interface Check<W> {
        void run(Stage<W> stage) throws Exception;
    }

    private final StructureContract<W> kit;
    private final Shape shape;
    private final boolean oneView;
    private final long offset;
    private final Region region;
    private Region used; // the region, or one that watches it
    private IntConsumer attempt = _ -> {};

    Stage(StructureContract<W> kit, Shape shape, boolean oneView) {
        this(kit, shape, oneView, Region.APART);
    }

    /// @param offset where the structure lies, right or wrong
    Stage(StructureContract<W> kit, Shape shape, boolean oneView, long offset) {
        this.kit = kit;
        this.shape = shape;
        this.oneView = oneView;
        this.offset = offset;
        this.region = Region.allocate(
                RegionLayout.apart(Math.max(0, offset) + kit.bytes(shape)) + kit.alignment() + Region.APART);
        this.used = region;
    }

    /// The same with all bytes zero.
    Stage<W> again() {
        return new Stage<>(kit, shape, oneView, offset);
    }

    Shape shape() {
        return shape;
    }

    long offset() {
        return offset;
    }

    Region region() {
        return region;
    }

    /// Has the region watched from now on.
    WatchedRegion watch() {
        WatchedRegion watched = new WatchedRegion(region, offset, offset + kit.bytes(shape), shape.parties());
        used = watched;
        attempt = watched::at;
        return watched;
    }

    /// Has the parties leave their cores in the middle of calls from now on.
    Stage<W> restless() {
        used = new RestlessRegion(region);
        return this;
    }

    private WaitStrategy[] waits(WaitStrategy.Kind kind) {
        return WaitStrategy.of(kind, shape.parties() + (kit.hasServer() ? 1 : 0));
    }

    private Optional<Server> server(List<View<W>> views, WaitStrategy[] waits) {
        return kit.hasServer()
                ? Optional.of(new Server(views.getFirst().server(), waits[shape.parties()]))
                : Optional.empty();
    }

    /// The structure's own thread.
    ///
    /// @param step looks once
    private record Server(BooleanSupplier step, WaitStrategy waiting) {
        void run(AtomicBoolean[] ended) {
            for (int attempt = 0; !haveAll(ended); attempt++) {
                if (step.getAsBoolean()) {
                    attempt = -1;
                } else {
                    waiting.idle(attempt);
                }
            }
        }

        private static boolean haveAll(AtomicBoolean[] ended) {
            return Arrays.stream(ended).allMatch(AtomicBoolean::get);
        }
    }

    /// Opens it, and does nothing with it.
    void open() {
        open(waits(WaitStrategy.Kind.YIELD));
    }

    private List<View<W>> open(WaitStrategy[] waits) {
        List<View<W>> views = new ArrayList<>();
        for (int party = 0; party < (oneView ? 1 : shape.parties()); party++) {
            views.add(kit.open(used, offset, shape, waits));
        }
        return views;
    }

    private List<Party<W>> ends(List<View<W>> views) {
        List<Party<W>> ends = new ArrayList<>();
        for (int party = 0; party < shape.parties(); party++) {
            ends.add(views.get(party % views.size()).party(party));
        }
        return ends;
    }

    /// Runs the tasks, and beside them the structure's own thread until they have ended.
    private void run(Optional<Server> server, List<Together.Task> tasks) {
        List<Together.Task> all = new ArrayList<>();
        AtomicBoolean[] ended = new AtomicBoolean[tasks.size()];
        for (int i = 0; i < ended.length; i++) {
            AtomicBoolean end = new AtomicBoolean();
            ended[i] = end;
            Together.Task task = tasks.get(i);
            all.add(() -> {
                task.run();
                end.set(true);
                server.ifPresent(its -> its.waiting().signal());
            });
        }
        server.ifPresent(its -> all.add(() -> its.run(ended)));
        try {
            Together.run(kit.patience(), all);
        } catch (AssertionError e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown; // the structure's own
            }
            throw e;
        }
    }

    /// Makes calls one at a time, by parties taken at random, and compares each with the model's answer. From time to
    /// time, and in the end, it takes out what is left.
    void callInTurn(Model<?, W> model, long seed, int calls) {
        WaitStrategy[] waits = waits(WaitStrategy.Kind.YIELD);
        List<View<W>> views = open(waits);
        List<Party<W>> ends = ends(views);
        run(server(views, waits), List.of(() -> compare(model, seed, calls, ends)));
    }

    private <S> void compare(Model<S, W> model, long seed, int calls, List<Party<W>> ends) {
        SplittableRandom random = new SplittableRandom(SplitMix64.of(seed));
        S state = model.first();
        for (int call = 1; call <= calls; call++) {
            int party = random.nextInt(ends.size());
            attempt.accept(party);
            state = after(model, state, call, party, ends.get(party).call(random));
            if (call % 97 == 0 || call == calls) {
                for (party = 0; party < ends.size(); party++) {
                    attempt.accept(party);
                    for (W what : ends.get(party).rest()) {
                        state = after(model, state, call, party, what);
                    }
                }
            }
        }
    }

    private static <S, W> S after(Model<S, W> model, S state, int call, int party, W what) {
        return model.after(state, what)
                .orElseThrow(() ->
                        new AssertionError("call %d, of party %d: %s; the model, which is at %s, does not answer so"
                                .formatted(call, party, what, state)));
    }

    /// Has all parties make calls at once, then takes out what is left, and looks for an order that explains it all.
    void callAtOnce(Model<?, W> model, WaitStrategy.Kind kind, long seed, int calls) {
        WaitStrategy[] waits = waits(kind);
        List<View<W>> views = open(waits);
        List<Party<W>> ends = ends(views);
        History<W> history = new History<>(shape.parties());
        List<Together.Task> tasks = new ArrayList<>();
        for (int party = 0; party < shape.parties(); party++) {
            Party<W> end = ends.get(party);
            History.Party<W> record = history.party(party);
            SplittableRandom random = new SplittableRandom(SplitMix64.of(seed, party));
            tasks.add(() -> {
                for (int call = 0; call < calls; call++) {
                    record.call(() -> end.call(random));
                }
            });
        }
        Optional<Server> server = server(views, waits);
        run(server, tasks);
        run(server, List.of(() -> {
            for (int party = 0; party < shape.parties(); party++) {
                for (W what : ends.get(party).rest()) {
                    history.party(party).call(() -> what);
                }
            }
        }));
        explain(model, history);
    }

    private static <S, W> void explain(Model<S, W> model, History<W> history) {
        assertEquals(
                Optional.empty(),
                new Linearizability<>(model).violation(history.calls()),
                "what cannot have happened one call after the other");
    }
}
