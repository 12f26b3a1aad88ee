// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names of all that takes part in the preset `rivals`, known before the queues of others are built: building them
/// takes minutes, and a name that nobody has is told of before.
public final class RivalNames {
    /// The beginning of all names by hand.
    public static final String BY_HAND = "by-hand:";

    /// The queues by hand that take part in each race; a test of the baselines compares them with those that are there.
    private static final List<String> IN_EACH_RACE = List.of(
            "line",
            "ring",
            "jctools-spsc",
            "jctools-copying",
            "jctools-mpsc",
            "jctools-mpmc",
            "agrona-one",
            "agrona-many",
            "disruptor-one",
            "disruptor-many",
            "aeron-ipc",
            "chronicle",
            "juc-abq",
            "juc-ltq",
            "juc-lbq",
            "synchronous",
            "exchanger");

    private RivalNames() {}

    /// @param races names of workloads of the preset
    /// @return substrates, each once
    public static Set<String> of(Collection<String> races) {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : Preset.RIVALS.parts()) {
            if (races.contains(part.workload())) {
                part.substrates().stream().flatMap(RivalNames::each).forEach(names::add);
            }
        }
        return names;
    }

    private static Stream<String> each(String substrate) {
        return BY_HAND.equals(substrate + ":") ? IN_EACH_RACE.stream().map(BY_HAND::concat) : Stream.of(substrate);
    }

    /// @param typed names of substrates, or of a side for all of it
    /// @throws BadInput if one of them is none of those races
    public static void require(Collection<String> races, Collection<String> typed) {
        List<String> known = new ArrayList<>(of(races));
        for (String name : typed) {
            if (known.stream().noneMatch(one -> Part.matches(name, one))) {
                throw new BadInput(
                        ("--only names '%s', which takes no part in %s; %sthere are %s; one of a jar of yours"
                                        + " needs --classpath JAR")
                                .formatted(
                                        name,
                                        String.join(", ", races),
                                        Suggestion.question(name, known),
                                        known.stream()
                                                .map(one ->
                                                        one.startsWith(BY_HAND) ? one.substring(BY_HAND.length()) : one)
                                                .collect(Collectors.joining(", "))));
            }
        }
    }
}
