// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Suggestion;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The distribution of the operations of an open loop in time, at whatever rate.
public sealed interface LoadShape {
    /// At equal distances.
    record Steady() implements LoadShape {
        @Override
        public String text() {
            return "steady";
        }
    }

    /// Each independent of the others: the distances are exponential.
    record Poisson() implements LoadShape {
        @Override
        public String text() {
            return "poisson";
        }
    }

    /// On and off: while it is on, operations are independent at the peak rate; the rate over all is the mean.
    /// @param peak the peak rate as a multiple of the mean, more than 1
    record Bursts(double peak) implements LoadShape {
        private static final double HIGHEST = 1_000;

        public Bursts {
            if (!(peak > 1 && peak <= HIGHEST)) {
                throw new BadInput(
                        "--load is 'bursts:%s', but the peak must be more than 1 and at most %,.0f times the mean"
                                .formatted(number(peak), HIGHEST));
            }
        }

        @Override
        public String text() {
            return "bursts:" + number(peak);
        }

        private static String number(double peak) {
            return peak == Math.rint(peak) && Math.abs(peak) < 1e9 ? Long.toString((long) peak) : Double.toString(peak);
        }
    }

    /// The shape where nobody asked for another.
    LoadShape STEADY = new Steady();

    /// As users write it; [#parse] gives the same.
    String text();

    /// Reads `steady`, `poisson`, `bursts`, or `bursts:4` for a peak of four times the mean, which is the usual.
    /// @throws BadInput if it is something else
    static LoadShape parse(String text) {
        Matcher bursts = Words.BURSTS.matcher(text);
        if (bursts.matches()) {
            return new Bursts(bursts.group(1) == null ? Words.PEAK : Double.parseDouble(bursts.group(1)));
        }
        return switch (text) {
            case "steady" -> STEADY;
            case "poisson" -> new Poisson();
            default ->
                throw new BadInput("--load is '%s', but must be steady, poisson, bursts, or bursts:4 for a peak of four"
                                .formatted(text)
                        + " times the mean; " + Suggestion.question(text, Words.NAMES) + "say one of them");
        };
    }

    /// The words behind the names.
    final class Words {
        private static final Pattern BURSTS = Pattern.compile("bursts(?::(\\d{1,9}(?:\\.\\d{1,9})?))?");
        private static final double PEAK = 4;
        private static final List<String> NAMES = List.of("steady", "poisson", "bursts");

        private Words() {}
    }
}
