// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides whether a history is linearizable: looks for an order, depth first (Wing and Gong, "Testing and Verifying
/// Concurrent Objects", 1993), and never twice from the same state with the same calls behind it (Lowe, "Testing for
/// Linearizability", 2017).
///
/// An order is found in about as many steps as there are calls, if there is one that is near to the order in which they
/// ended. To be sure that there is none takes all of them: in the worst case the time grows exponentially with the
/// calls that are under way at once, so the search gives up after [#MOST_STEPS].
public final class Linearizability<S, W> {
    /// The most calls of the model that are tried in one search.
    public static final int MOST_STEPS = 50_000;

    private final Model<S, W> model;

    public Linearizability(Model<S, W> model) {
        this.model = model;
    }

    /// Looks for an order of all calls.
    /// @param calls in any order; all have ended
    /// @return why there is none; empty if there is one
    /// @throws UndecidedException after [#MOST_STEPS] without an answer
    public Optional<Violation<W>> violation(List<Call<W>> calls) {
        List<Call<W>> ends =
                calls.stream().sorted(Comparator.comparingLong(Call::end)).toList();
        if (calls.isEmpty() || explained(calls, ends.getLast().end())) {
            return Optional.empty();
        }
        int first = 0; // the first call that is not explained lies from here
        int last = ends.size() - 1; // to here
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (explained(calls, ends.get(middle).end())) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        return Optional.of(Violation.of(calls, ends.get(first)));
    }

    /// Whether some order explains all calls that have ended by then. Those that were under way may have had their
    /// effect, or not yet.
    private boolean explained(List<Call<W>> calls, long until) {
        return new Search(calls, until).run();
    }

    /// A call that begins or ends: the history is a list of them by time, out of which calls in order are taken.
    private static final class Moment<W> {
        private final int number;
        private final Call<W> call;
        private final Moment<W> end; // null for the end itself, and for a call that does not end in time
        private final boolean begins;
        private Moment<W> before;
        private Moment<W> after;

        Moment(int number, Call<W> call, Moment<W> end, boolean begins) {
            this.number = number;
            this.call = call;
            this.end = end;
            this.begins = begins;
        }

        long time() {
            return begins ? call.begin() : call.end();
        }

        void takeOut() {
            before.after = after;
            if (after != null) {
                after.before = before;
            }
        }

        void putBack() {
            before.after = this;
            if (after != null) {
                after.before = this;
            }
        }
    }

    /// A call that was put next, and the state before it.
    private record Choice<S, W>(Moment<W> moment, S state) {}

    /// A place where the search has been: these calls are behind it, in some order that led to this state.
    private record Place<S>(BitSet done, S state) {}

    /// One search for an order.
    private final class Search {
        private final Moment<W> head = new Moment<>(-1, null, null, false);
        private final BitSet done = new BitSet();
        private final Deque<Choice<S, W>> order = new ArrayDeque<>();
        private final Set<Place<S>> seen = new HashSet<>();
        private S state = model.first();
        private int open; // calls that have ended in time and are not in the order yet
        private int steps;

        Search(List<Call<W>> calls, long until) {
            List<Moment<W>> moments = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                Call<W> call = calls.get(i);
                if (call.begin() < until) {
                    Moment<W> end = call.end() <= until ? new Moment<>(i, call, null, false) : null;
                    moments.add(new Moment<>(i, call, end, true));
                    if (end != null) {
                        moments.add(end);
                        open++;
                    }
                }
            }
            moments.sort(Comparator.comparingLong(Moment::time));
            Moment<W> last = head;
            for (Moment<W> moment : moments) {
                last.after = moment;
                moment.before = last;
                last = moment;
            }
        }

        boolean run() {
            Moment<W> next = head.after;
            while (open > 0) {
                if (next != null && next.begins) {
                    next = tryNext(next) ? head.after : next.after;
                } else if (order.isEmpty()) {
                    return false;
                } else {
                    next = takeBack();
                }
            }
            return true;
        }

        private boolean tryNext(Moment<W> moment) {
            if (++steps > MOST_STEPS) {
                throw new UndecidedException(MOST_STEPS);
            }
            Optional<S> after = model.after(state, moment.call.what());
            if (after.isEmpty()) {
                return false;
            }
            done.set(moment.number);
            if (!seen.add(new Place<>((BitSet) done.clone(), after.get()))) {
                done.clear(moment.number);
                return false;
            }
            order.push(new Choice<>(moment, state));
            state = after.get();
            moment.takeOut();
            if (moment.end != null) {
                moment.end.takeOut();
                open--;
            }
            return true;
        }

        /// @return what to try instead
        private Moment<W> takeBack() {
            Choice<S, W> last = order.pop();
            Moment<W> moment = last.moment;
            state = last.state;
            done.clear(moment.number);
            if (moment.end != null) {
                moment.end.putBack();
                open++;
            }
            moment.putBack();
            return moment.after;
        }
    }
}
