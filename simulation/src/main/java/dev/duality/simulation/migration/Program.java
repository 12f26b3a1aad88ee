// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.shm.SplitMix64;
import java.util.List;
import java.util.stream.IntStream;

/// The work of the processes of a play. They are known by numbers from 0.
interface Program {
    int processes();

    /// The process's home.
    int home(int process);

    /// Its `index`th step, from 0; the last one is [ProcessStep.Exit].
    ProcessStep step(int process, int index);

    /// The processes that a home begins when it starts.
    List<Integer> first(int home);

    /// The processes that a home begins because one has ended.
    List<Integer> next(int ended);

    /// The process's parent, itself if it is nobody's child.
    int parent(int process);

    /// One process, which first moves on from host to host, or stays at home, and then computes in rounds, and asks for
    /// the time in each or does not.
    ///
    /// @param roundNanos that a round computes
    /// @param moves how many: the first one may end where it began, on the only host that is known to be idle
    record Rounds(int rounds, long roundNanos, boolean calling, int moves) implements Program {
        @Override
        public int processes() {
            return 1;
        }

        @Override
        public int home(int process) {
            return 0;
        }

        @Override
        public ProcessStep step(int process, int index) {
            int perRound = calling ? 2 : 1;
            if (index < moves) {
                return new ProcessStep.Move(true);
            }
            if (index - moves >= rounds * perRound) {
                return new ProcessStep.Exit();
            }
            return calling && (index - moves) % 2 == 1 ? new ProcessStep.Clock() : new ProcessStep.Compute(roundNanos);
        }

        @Override
        public List<Integer> first(int home) {
            return home == 0 ? List.of(0) : List.of();
        }

        @Override
        public List<Integer> next(int ended) {
            return List.of();
        }

        @Override
        public int parent(int process) {
            return process;
        }
    }

    /// Steps that are drawn: reads, looks at the clock, moves. Even processes are there from the start, and the next
    /// one is the child of each, if it is not the last.
    record Drawn(int processes, int hosts, int steps, long seed) implements Program {
        private static final int NANOS = 2_000_000;
        private static final int BYTES = 1000;

        @Override
        public int home(int process) {
            return process / 2 % hosts;
        }

        @Override
        public int parent(int process) {
            return process & ~1;
        }

        @Override
        public ProcessStep step(int process, int index) {
            boolean parent = process % 2 == 0 && process + 1 < processes;
            if (index >= steps + 2) {
                return new ProcessStep.Exit();
            }
            if (parent && index == steps / 2) {
                return new ProcessStep.Share();
            }
            if (parent && index == steps / 2 + 1) {
                return new ProcessStep.Fork(process + 1);
            }
            long drawn = SplitMix64.of(SplitMix64.of(seed, process), index);
            int rest = (int) (drawn >>> 8 & 0xFFFFFF);
            return switch ((int) Long.remainderUnsigned(drawn >>> 32, 8)) {
                case 0, 1, 2 -> new ProcessStep.Read(1 + rest % BYTES);
                case 3 -> new ProcessStep.Compute(1 + rest % NANOS);
                case 4, 5 -> new ProcessStep.Clock();
                default -> new ProcessStep.Move(false);
            };
        }

        @Override
        public List<Integer> first(int home) {
            return IntStream.range(0, processes)
                    .filter(process -> process % 2 == 0 && home(process) == home)
                    .boxed()
                    .toList();
        }

        @Override
        public List<Integer> next(int ended) {
            return List.of();
        }
    }
}
