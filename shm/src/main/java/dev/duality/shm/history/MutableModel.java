// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import dev.duality.shm.Diagnosis;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/// A model made from an object that changes and cannot be copied: a state is the calls that led to it, and a fresh
/// object makes them again when the one at hand has gone elsewhere. So a history of n calls may take n * n / 2 steps;
/// histories of some hundreds of calls are checked in milliseconds.
///
/// Not for use by several threads at once.
///
/// @param <O> the object
public final class MutableModel<O, W> implements Model<MutableModel.State<W>, W> {
    private final Supplier<O> fresh;
    private final BiPredicate<O, W> answers;
    private final Function<O, ?> identity;
    private O object;
    private State<W> at; // where `object` is

    /// @param fresh makes an object in its first state
    /// @param answers makes a call on the object, and tells whether its answer is the recorded one
    /// @param identity what tells states apart: equal for two objects exactly if no later answer can differ
    public MutableModel(Supplier<O> fresh, BiPredicate<O, W> answers, Function<O, ?> identity) {
        this.fresh = fresh;
        this.answers = answers;
        this.identity = identity;
        this.object = fresh.get();
        this.at = new State<>(null, null, identity.apply(object));
    }

    /// A state, and the calls that led to it.
    public static final class State<W> {
        private final State<W> before; // null in the first state
        private final W what;
        private final Object identity;

        private State(State<W> before, W what, Object identity) {
            this.before = before;
            this.what = what;
            this.identity = identity;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State<?> state && identity.equals(state.identity);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(identity);
        }

        @Override
        public String toString() {
            return String.valueOf(identity);
        }
    }

    @Override
    public State<W> first() {
        O first = fresh.get();
        return new State<>(null, null, identity.apply(first));
    }

    @Override
    public Optional<State<W>> after(State<W> state, W what) {
        O now = object(state);
        at = null; // wherever the call leads if its answer is another one
        if (!answers.test(now, what)) {
            return Optional.empty();
        }
        at = new State<>(state, what, identity.apply(now));
        return Optional.of(at);
    }

    /// An object in that state; it is the caller's until the next call of this model.
    @SuppressWarnings("ReferenceEquality") // equal states may have come from other calls, but one path is enough
    public O object(State<W> state) {
        if (at != state) {
            object = fresh.get();
            Deque<W> path = new ArrayDeque<>();
            for (State<W> step = state; step.before != null; step = step.before) {
                path.push(step.what);
            }
            for (W what : path) {
                if (!answers.test(object, what)) {
                    throw new Diagnosis("the model does not answer alike twice: " + what);
                }
            }
            at = state;
        }
        return object;
    }
}
