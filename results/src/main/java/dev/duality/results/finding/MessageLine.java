// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.statistics.Spread;
import dev.duality.results.statistics.TheilSen;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// The round trip of messages of some lengths, a straight line a + b x bytes. A library sends short messages at once
/// and asks before it sends long ones, so that there is one line for each (Ino, Fujimoto, Hagihara, "LogGPS: a parallel
/// computational model for synchronization analysis", 2001, whose S is the length between them).
///
/// @param fromBytes the shortest length that was measured of it
/// @param toBytes the longest
/// @param aNanos a: where the line begins, at no bytes
/// @param bNanosPerByte b: what each byte adds, there and back
public record MessageLine(int fromBytes, int toBytes, double aNanos, double bNanosPerByte) {
    private static final int FEWEST_LENGTHS = 2;

    /// Two lines are taken where the medians of the lengths are less than this share as far off them, in all, as they
    /// are off one: single times are off any line on a machine that moves.
    private static final double NEARER = 0.5;

    /// And where a message of the first length of the second line takes so many times as long as the first line has it:
    /// two lines are nearer than one to anything.
    private static final double STEP = 1.25;

    /// @param trips round trips in nanoseconds, above 0, by length
    /// @return one or two, ascending; none if there is one length
    static List<MessageLine> of(SortedMap<Integer, List<Double>> trips) {
        List<Integer> lengths = List.copyOf(trips.keySet());
        if (lengths.size() < FEWEST_LENGTHS) {
            return List.of();
        }
        List<MessageLine> best = List.of(line(trips));
        double off = NEARER * off(best, trips);
        for (int i = FEWEST_LENGTHS; i <= lengths.size() - FEWEST_LENGTHS; i++) {
            List<MessageLine> two = List.of(line(trips.headMap(lengths.get(i))), line(trips.tailMap(lengths.get(i))));
            if (off(two, trips) < off && isStep(two)) {
                best = two;
                off = off(two, trips);
            }
        }
        return best;
    }

    private static MessageLine line(SortedMap<Integer, List<Double>> trips) {
        List<TheilSen.Point> points = new ArrayList<>();
        trips.forEach((bytes, nanos) -> nanos.forEach(one -> points.add(new TheilSen.Point(bytes, one))));
        TheilSen fit = TheilSen.fit(points).orElseThrow();
        return new MessageLine(trips.firstKey(), trips.lastKey(), fit.intercept(), fit.slope());
    }

    private static boolean isStep(List<MessageLine> two) {
        int bytes = two.getLast().fromBytes;
        return two.getLast().at(bytes) > STEP * two.getFirst().at(bytes);
    }

    private double at(int bytes) {
        return aNanos + bNanosPerByte * bytes;
    }

    /// The distance of the median of each length from its line, as a share of itself, all together.
    private static double off(List<MessageLine> lines, SortedMap<Integer, List<Double>> trips) {
        double sum = 0;
        for (MessageLine line : lines) {
            for (var length : trips.subMap(line.fromBytes, line.toBytes + 1).entrySet()) {
                double median = Spread.of(length.getValue()).median();
                sum += Math.abs(median - line.at(length.getKey())) / median;
            }
        }
        return sum;
    }
}
