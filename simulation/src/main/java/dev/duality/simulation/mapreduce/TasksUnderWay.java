// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/// The tasks of one phase that each worker does, as the master told them. Knows at once which task one worker alone has
/// been at for longest, however many workers there are. For one thread.
final class TasksUnderWay {
    private static final Comparator<Alone> LONGEST_FIRST =
            Comparator.comparingLong(Alone::sinceNanos).thenComparingInt(Alone::node);

    /// A task that is not done and that one worker does.
    private record Alone(long sinceNanos, int node, int task) {}

    private final IntPredicate isDone;
    private final int[] workers; // how many do it, by task
    private final int[] nodes; // who, all of them by exclusive or: of a task that one does, that one
    private final long[] sinceNanos; // by node, of the task that it does
    private final Alone[] known; // by task
    private final NavigableSet<Alone> alone = new TreeSet<>(LONGEST_FIRST);

    /// @param isDone whether a task is done; who changes that says so by [#changed]
    TasksUnderWay(int tasks, int nodes, IntPredicate isDone) {
        this.isDone = isDone;
        this.workers = new int[tasks];
        this.nodes = new int[tasks];
        this.sinceNanos = new long[nodes];
        this.known = new Alone[tasks];
    }

    /// A worker does a task.
    void begin(int task, int node, long nanos) {
        workers[task]++;
        nodes[task] ^= node;
        sinceNanos[node] = nanos;
        changed(task);
    }

    /// A worker does a task no longer.
    /// @return how many others do it
    int end(int task, int node) {
        workers[task]--;
        nodes[task] ^= node;
        changed(task);
        return workers[task];
    }

    /// A task is done, or has to be done again.
    void changed(int task) {
        if (known[task] != null) {
            alone.remove(known[task]);
            known[task] = null;
        }
        if (workers[task] == 1 && !isDone.test(task)) {
            known[task] = new Alone(sinceNanos[nodes[task]], nodes[task], task);
            alone.add(known[task]);
        }
    }

    /// Of the tasks that are not done and that one worker does, the one that was begun first.
    Optional<Integer> longestAlone() {
        return alone.isEmpty() ? Optional.empty() : Optional.of(alone.first().task());
    }
}
