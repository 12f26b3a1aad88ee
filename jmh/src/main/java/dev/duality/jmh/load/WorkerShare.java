// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.results.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The work of one worker of several in one iteration of a closed loop.
///
/// @param operations that it completed
/// @param batches when; empty where nobody asked for that, and of a worker in another process
public record WorkerShare(long operations, Optional<BatchClock.Taken> batches) {
    /// The batches that each worker must have ended on average: from there on one that ended none did not get on: by
    /// chance alone that is one in nine millions.
    private static final int BATCHES_A_WINDOW = 16;

    /// Fewer windows than this tell nothing.
    private static final int FEWEST_WINDOWS = 10;

    /// The shares of the workers in the iterations of a loop.
    /// @param iterations by iteration, all workers in their order; nothing is said of one worker
    public static List<Figure> figures(List<List<WorkerShare>> iterations) {
        int workers = iterations.isEmpty() ? 0 : iterations.getFirst().size();
        if (workers < 2) {
            return List.of();
        }
        double[] operations = new double[workers];
        iterations.forEach(shares -> {
            for (int worker = 0; worker < workers; worker++) {
                operations[worker] += shares.get(worker).operations;
            }
        });
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(Figure.JAIN, jain(operations), "", false));
        if (iterations.stream().flatMap(List::stream).allMatch(share -> share.batches.isPresent())) {
            double longest = iterations.stream()
                    .flatMap(List::stream)
                    .mapToLong(share -> share.batches.orElseThrow().longestNanos())
                    .max()
                    .orElseThrow();
            figures.add(new Figure(Figure.LONGEST_WAIT, longest / 1e3, "us", false));
            Windows windows = Windows.of(iterations);
            if (windows.all >= FEWEST_WINDOWS) {
                figures.add(new Figure(Figure.ALONE, 100.0 * windows.alone / windows.all, Figure.PERCENT, false));
            }
        }
        for (int worker = 0; worker < workers; worker++) {
            figures.add(new Figure(Figure.OF_WORKER + (worker + 1), operations[worker], "", false));
        }
        return figures;
    }

    /// Jain's index: 1 where all did the same, 1/n where one of n did everything. Where nobody did anything nobody was
    /// preferred.
    static double jain(double... operations) {
        double sum = Arrays.stream(operations).sum();
        double squares = Arrays.stream(operations).map(each -> each * each).sum();
        return squares == 0 ? 1 : sum * sum / (operations.length * squares);
    }

    /// Windows of time while all workers were at work.
    ///
    /// @param all how many were looked at
    /// @param alone those in which one worker ended batches, and no other
    record Windows(long all, long alone) {
        static Windows of(List<List<WorkerShare>> iterations) {
            Windows sum = new Windows(0, 0);
            for (List<WorkerShare> shares : iterations) {
                Windows own = ofOne(shares.stream()
                        .map(share -> share.batches.orElseThrow())
                        .toList());
                sum = new Windows(sum.all + own.all, sum.alone + own.alone);
            }
            return sum;
        }

        /// The first millisecond and the last one are not whole.
        private static Windows ofOne(List<BatchClock.Taken> workers) {
            long from = workers.stream()
                            .mapToLong(BatchClock.Taken::firstMilli)
                            .max()
                            .orElseThrow()
                    + 1;
            long to = workers.stream()
                    .mapToLong(BatchClock.Taken::lastMilli)
                    .min()
                    .orElseThrow();
            long ended = 0;
            for (BatchClock.Taken worker : workers) {
                ended += ended(worker, from, to);
            }
            if (ended == 0) {
                return new Windows(0, 0);
            }
            long length = (BATCHES_A_WINDOW * (to - from) * workers.size() - 1) / ended + 1;
            long all = 0;
            long alone = 0;
            for (long at = from; at + length <= to; at += length) {
                int gotOn = 0;
                for (BatchClock.Taken worker : workers) {
                    gotOn += ended(worker, at, at + length) > 0 ? 1 : 0;
                }
                all++;
                alone += gotOn == 1 ? 1 : 0;
            }
            return new Windows(all, alone);
        }

        private static long ended(BatchClock.Taken worker, long from, long to) {
            long sum = 0;
            for (long milli = from; milli < to; milli++) {
                sum += worker.batches().get((int) (milli - worker.firstMilli()));
            }
            return sum;
        }
    }
}
