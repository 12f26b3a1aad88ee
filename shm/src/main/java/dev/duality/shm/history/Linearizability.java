// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/// Decides whether a history is linearizable (Wing and Gong, "Testing and Verifying Concurrent Objects", 1993), by the
/// just-in-time search of Lowe ("Testing for Linearizability", 2017).
///
/// It goes through the history by time and keeps every *possibility*: a state, and which calls under way have already
/// had their effect in it. When a call ends it must have had its effect, so those under way are tried, in every order,
/// until it has; what cannot be is dropped. If nothing is left, the call that ended cannot be explained, and the
/// history
/// up to there is the shortest beginning that is not linearizable.
///
/// Time and memory grow with the possibilities: at most states times two to the power of the calls under way.
public final class Linearizability<S, W> {
    /// The most calls that may be under way at once: each more doubles what there is to try.
    public static final int MOST_UNDER_WAY = 16;

    /// @param done the calls under way that have had their effect, a bit for each by its place
    private record Possibility<S>(S state, int done) {}

    private final Model<S, W> model;

    public Linearizability(Model<S, W> model) {
        this.model = model;
    }

    /// Looks for an order of all calls.
    /// @param calls in any order; all have ended
    /// @return why there is none; empty if there is one
    /// @throws IllegalArgumentException if more than [#MOST_UNDER_WAY] calls were under way at once
    public Optional<Offence<S, W>> offence(List<Call<W>> calls) {
        return new Search(calls).run();
    }

    /// One search: the history is walked once, by time.
    private final class Search {
        private final List<Call<W>> begins;
        private final List<Call<W>> ends;
        private final List<Call<W>> underWay = new ArrayList<>(); // by place; null where nobody is
        private Set<Possibility<S>> possible = Set.of(new Possibility<>(model.first(), 0));
        private int began; // how many of `begins` lie behind
        private int settled; // how many of them had ended when there was one possibility, and nobody under way

        Search(List<Call<W>> calls) {
            begins =
                    calls.stream().sorted(Comparator.comparingLong(Call::begin)).toList();
            ends = calls.stream().sorted(Comparator.comparingLong(Call::end)).toList();
        }

        Optional<Offence<S, W>> run() {
            for (Call<W> ending : ends) {
                while (began < begins.size() && begins.get(began).begin() < ending.end()) {
                    enter(begins.get(began));
                    began++;
                }
                int place = underWay.indexOf(ending);
                Set<S> seen = new LinkedHashSet<>();
                Set<Possibility<S>> left = withEffectOf(place, seen);
                if (left.isEmpty()) {
                    return Optional.of(
                            new Offence<>(begins.subList(0, settled), begins.subList(settled, began), ending, seen));
                }
                possible = left;
                underWay.set(place, null);
                if (left.size() == 1 && underWay.stream().allMatch(call -> call == null)) {
                    settled = began;
                }
            }
            return Optional.empty();
        }

        private void enter(Call<W> call) {
            int free = underWay.indexOf(null);
            if (free >= 0) {
                underWay.set(free, call);
            } else if (underWay.size() < MOST_UNDER_WAY) {
                underWay.add(call);
            } else {
                throw new IllegalArgumentException(
                        "more than %d calls were under way at once; use fewer parties or a smaller window"
                                .formatted(MOST_UNDER_WAY));
            }
        }

        /// All possibilities in which the call has had its effect, its place being free again.
        /// @param seen gets the states in which the call was tried
        private Set<Possibility<S>> withEffectOf(int place, Set<S> seen) {
            Set<Possibility<S>> left = new HashSet<>();
            Set<Possibility<S>> known = new HashSet<>(possible);
            Queue<Possibility<S>> open = new ArrayDeque<>(possible);
            while (!open.isEmpty()) {
                Possibility<S> now = open.remove();
                if ((now.done & 1 << place) != 0) {
                    left.add(new Possibility<>(now.state, now.done & ~(1 << place)));
                    continue;
                }
                seen.add(now.state);
                for (int other = 0; other < underWay.size(); other++) {
                    Call<W> call = underWay.get(other);
                    if (call == null || (now.done & 1 << other) != 0) {
                        continue;
                    }
                    int done = now.done | 1 << other;
                    model.after(now.state, call.what())
                            .map(state -> new Possibility<>(state, done))
                            .filter(known::add)
                            .ifPresent(open::add);
                }
            }
            return left;
        }
    }
}
