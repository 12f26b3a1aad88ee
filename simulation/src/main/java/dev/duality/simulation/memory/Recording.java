// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.history.History;
import dev.duality.shm.history.Linearizability;
import dev.duality.shm.history.Model;
import dev.duality.shm.history.UndecidedException;
import dev.duality.shm.history.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The questions and answers of workers in one execution, and whether some order explains it.
///
/// @param <W> an operation and its answer
sealed interface Recording<W> {
    /// Makes a worker's next call, and writes it down.
    void record(int worker, Supplier<W> call);

    /// Makes a call before all workers' or behind all of them, and writes it down.
    void recordAlone(Supplier<W> call);

    /// The reason why no order explains the answers; empty if one does.
    Optional<String> unexplained(Model<?, W> model);

    /// With the times at which calls began and ended, from a clock that is a word of the memory.
    final class Timed<W> implements Recording<W> {
        private final History<W> history;

        Timed(int workers) {
            this.history = new History<>(workers);
        }

        @Override
        public void record(int worker, Supplier<W> call) {
            history.party(worker).call(call);
        }

        @Override
        public void recordAlone(Supplier<W> call) {
            record(0, call);
        }

        @Override
        public Optional<String> unexplained(Model<?, W> model) {
            try {
                Optional<Violation<W>> violation = new Linearizability<>(model).violation(history.calls());
                return violation.map(found -> "no order explains that worker %d's %s, of %s"
                        .formatted(
                                found.unexplained().party(), found.unexplained().what(), history.calls()));
            } catch (UndecidedException _) {
                return Optional.empty();
            }
        }
    }

    /// With the order of each worker's calls alone, so that nothing but the side orders memory.
    final class Untimed<W> implements Recording<W> {
        private final List<W> before = new ArrayList<>();
        private final List<List<W>> workers = new ArrayList<>();
        private final List<W> behind = new ArrayList<>();

        Untimed(int workers) {
            for (int worker = 0; worker < workers; worker++) {
                this.workers.add(new ArrayList<>());
            }
        }

        @Override
        public void record(int worker, Supplier<W> call) {
            workers.get(worker).add(call.get());
        }

        @Override
        public void recordAlone(Supplier<W> call) {
            boolean hasBegun = workers.stream().anyMatch(calls -> !calls.isEmpty());
            (hasBegun ? behind : before).add(call.get());
        }

        @Override
        public Optional<String> unexplained(Model<?, W> model) {
            return ProgramOrder.explains(model, before, workers, behind)
                    ? Optional.empty()
                    : Optional.of("no order of the workers' steps explains their answers: %s, then %s, then %s"
                            .formatted(before, workers, behind));
        }
    }
}
