// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.history.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks for an order of all operations that a sequential object would answer so, and in which each worker's come one
/// after the other (Lamport, "How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs",
/// 1979). For a few operations: all orders are tried.
final class ProgramOrder<S, W> {
    /// The number of operations of each worker in the order, and the state that they led to.
    private record Place<S>(List<Integer> done, S state) {}

    private final Model<S, W> model;
    private final List<List<W>> workers;
    private final List<W> behind;
    private final Set<Place<S>> seen = new HashSet<>();

    private ProgramOrder(Model<S, W> model, List<List<W>> workers, List<W> behind) {
        this.model = model;
        this.workers = workers;
        this.behind = behind;
    }

    /// Whether there is such an order.
    /// @param before what comes first, in its order
    /// @param workers each one's operations
    /// @param behind what comes last, in its order
    static <S, W> boolean explains(Model<S, W> model, List<W> before, List<List<W>> workers, List<W> behind) {
        List<Integer> nothing = workers.stream().map(_ -> 0).toList();
        return after(model, model.first(), before)
                .filter(state -> new ProgramOrder<>(model, workers, behind).goesOn(new Place<>(nothing, state)))
                .isPresent();
    }

    private static <S, W> Optional<S> after(Model<S, W> model, S state, List<W> operations) {
        Optional<S> reached = Optional.of(state);
        for (W operation : operations) {
            reached = reached.flatMap(one -> model.after(one, operation));
        }
        return reached;
    }

    private boolean goesOn(Place<S> place) {
        if (!seen.add(place)) {
            return false;
        }
        boolean isEnd = true;
        for (int worker = 0; worker < workers.size(); worker++) {
            int done = place.done.get(worker);
            if (done < workers.get(worker).size()) {
                isEnd = false;
                Optional<S> after = model.after(place.state, workers.get(worker).get(done));
                if (after.isPresent() && goesOn(new Place<>(oneMore(place.done, worker), after.get()))) {
                    return true;
                }
            }
        }
        return isEnd && after(model, place.state, behind).isPresent();
    }

    private static List<Integer> oneMore(List<Integer> done, int worker) {
        List<Integer> more = new ArrayList<>(done);
        more.set(worker, more.get(worker) + 1);
        return more;
    }
}
