// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The things that a kernel does not know of, and that are there while it is measured.
///
/// @param collector of the JVM of its fork; empty for the one that the JVM takes when nobody says
/// @param neighbour what else goes on beside it
public record Surroundings(Optional<Collector> collector, Neighbour neighbour) {
    /// The collector that the JVM takes itself, and nobody beside.
    public static final Surroundings USUAL = new Surroundings(Optional.empty(), Neighbour.NONE);

    /// The flags that the JVM of a fork gets for them.
    public List<String> flags() {
        return collector.map(Collector::flag).stream().toList();
    }

    /// Collectors and neighbours of which each is measured with each.
    ///
    /// @param collectors none for the JVM's own
    /// @param neighbours none for no neighbour
    public record Choice(List<Collector> collectors, List<Neighbour> neighbours) {
        /// Nobody said anything.
        public static final Choice NONE = new Choice(List.of(), List.of());

        public Choice {
            collectors = collectors.stream().distinct().toList();
            neighbours = neighbours.stream().distinct().toList();
        }

        /// This one, and of another what is not chosen here.
        public Choice or(Choice other) {
            return new Choice(
                    collectors.isEmpty() ? other.collectors : collectors,
                    neighbours.isEmpty() ? other.neighbours : neighbours);
        }

        /// The part that is left of it for somebody who asked for so much; empty if nothing is.
        public Optional<Choice> narrowed(Choice asked) {
            Choice left = new Choice(narrowed(collectors, asked.collectors), narrowed(neighbours, asked.neighbours));
            return left.collectors.isEmpty() && !collectors.isEmpty()
                            || left.neighbours.isEmpty() && !neighbours.isEmpty()
                    ? Optional.empty()
                    : Optional.of(left);
        }

        private static <T> List<T> narrowed(List<T> chosen, List<T> asked) {
            return asked.isEmpty()
                    ? chosen
                    : chosen.stream().filter(asked::contains).toList();
        }

        /// Each with each.
        public List<Surroundings> all() {
            List<Surroundings> all = new ArrayList<>();
            for (Neighbour neighbour : neighbours.isEmpty() ? List.of(Neighbour.NONE) : neighbours) {
                if (collectors.isEmpty()) {
                    all.add(new Surroundings(Optional.empty(), neighbour));
                }
                collectors.forEach(collector -> all.add(new Surroundings(Optional.of(collector), neighbour)));
            }
            return all;
        }
    }
}
