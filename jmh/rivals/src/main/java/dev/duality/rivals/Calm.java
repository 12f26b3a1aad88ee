// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Sees to it that a heat is run on the machine that the others were run on. A virtual machine's two CPUs may be moved
/// to one core for some seconds, where a line takes a tenth of the time, or to two sockets: so the round trip in C is
/// taken before and after each heat: a heat waits for the usual one, and is run again if a strange one follows it.
final class Calm {
    private static final int MILLIS = 40;
    private static final int FIRST = 5;
    private static final int TRIES = 5;

    /// How often a heat looks whether the machine is the usual one, before it gives up: ten seconds.
    private static final int LOOKS = 250;

    /// How far a round trip may lie from the usual one.
    private static final double FAR = 0.25;

    /// What takes the round trip of a line, in nanoseconds.
    interface Line {
        double nanos();
    }

    private final Line line;
    private final List<Double> seen = new ArrayList<>();
    private int repeated;
    private boolean blind; // where there is no C

    Calm(NativePingPong c) {
        this(() -> c.nanos(Contestant.Native.USUAL, Table.LEAST, MILLIS));
    }

    Calm(Line line) {
        this.line = line;
        try {
            for (int i = 0; i < FIRST; i++) {
                seen.add(line.nanos());
            }
        } catch (IllegalStateException _) {
            blind = true;
        }
    }

    /// Runs a heat, again if the machine was another one before or after it.
    /// @param failed makes a score of a reason
    Score around(Supplier<Score> heat, Function<String, Score> failed) {
        if (blind) {
            return heat.get();
        }
        double strange = 0;
        for (int i = 0; i < TRIES; i++) {
            double before = look();
            if (isFar(before)) {
                strange = before;
                break;
            }
            Score score = heat.get();
            double after = line.nanos();
            if (!isFar(after)) {
                seen.add(before);
                seen.add(after);
                return score;
            }
            strange = after;
            repeated++;
        }
        return failed.apply("the machine was another one: a line took %.0f ns there and back, where it usually takes %.0f"
                .formatted(strange, usual()));
    }

    /// Looks until the machine is the usual one, or for long enough.
    private double look() {
        double nanos = line.nanos();
        for (int i = 1; i < LOOKS && isFar(nanos); i++) {
            nanos = line.nanos();
        }
        return nanos;
    }

    private boolean isFar(double nanos) {
        return Math.abs(nanos / usual() - 1) > FAR;
    }

    private double usual() {
        double[] sorted = seen.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /// One line on how it was.
    String words() {
        if (blind) {
            return "without a C compiler nobody watched whether the machine stayed the same";
        }
        double[] sorted = seen.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return "a line took %.0f to %.0f ns there and back beside the heats, %.0f usually; %d heats were run again"
                .formatted(sorted[0], Arrays.stream(sorted).max().orElseThrow(), usual(), repeated);
    }
}
