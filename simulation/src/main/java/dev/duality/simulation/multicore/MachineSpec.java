// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.Arrays;
import java.util.List;

/// A multicore in numbers, as they are published or measured: which cores lie how far apart, and what an operation on a
/// line costs by the line's state and by the distance to the core that has it.
///
/// All times are picoseconds. A *class* is a distance, by its number: 0 for the nearest other core.
///
/// @param name what users call it
/// @param title what it is
/// @param sources where its numbers come from
/// @param assumed what nobody has published, and what was taken for it
/// @param cores hardware threads, numbered so that neighbours lie next to each other
/// @param threadsPerCore hardware threads of one core; each has its own lines here, as far from its neighbour's as the
///     first class says
/// @param groups sizes of nested groups of hardware threads, the smallest first: two of one group are as far apart as
///     its place in the list
/// @param sharingLastLevel how many neighbouring hardware threads share a last level of cache
/// @param dieDistance between groups of the last kind, how many classes further than within one each pair is: a row for
///     each group, alike in both directions; empty if all are one class further
/// @param classes their names
/// @param times what operations take
/// @param rules how the machine keeps its caches coherent
public record MachineSpec(
        String name,
        String title,
        List<String> sources,
        String assumed,
        int cores,
        int threadsPerCore,
        List<Integer> groups,
        int sharingLastLevel,
        List<List<Integer>> dieDistance,
        List<String> classes,
        Times times,
        Rules rules) {
    /// The times of operations.
    ///
    /// @param cycle one of the core's cycles
    /// @param l1 a load that hits
    /// @param lastLevel a load that the last level of cache answers
    /// @param memory a load of a line that no cache has, by distance to its home; the last counts for all beyond
    /// @param loadModified a load of a line that one other core has alone, by class
    /// @param loadOwned a load of a line that its owner shares, by class
    /// @param loadShared a load of a line that others share, by class of the nearest
    /// @param storeModified taking a line for a store from the one that has it, by class
    /// @param storeShared taking a line for a store from all that share it, by class of the farthest
    /// @param updateModified an atomic operation on a line that one other core has, by class
    /// @param updateShared an atomic operation on a line that others share, by class of the farthest
    /// @param updateOwn an atomic operation on a line of one's own
    /// @param pause the processor's pause instruction
    public record Times(
            double cycle,
            double l1,
            double lastLevel,
            List<Double> memory,
            List<Double> loadModified,
            List<Double> loadOwned,
            List<Double> loadShared,
            List<Double> storeModified,
            List<Double> storeShared,
            List<Double> updateModified,
            List<Double> updateShared,
            double updateOwn,
            double pause) {}

    /// The rules by which the machine keeps its caches coherent.
    ///
    /// @param ownerShares whether who has modified a line keeps it, owned, when others read it (MOESI)
    /// @param migratory whether a load of a line that a neighbour of the last-level cache has modified takes it over
    /// @param sharedFromLastLevel whether the second reader of a group is answered by the group's last-level cache
    /// @param waitedLoad the share of a load's time that is behind it already if it has waited for the line
    /// @param waitedUpdate the same of atomic operations and stores, within a group of the last-level cache
    /// @param waitedUpdateFar the same, beyond it
    /// @param invalidation the share of a transaction after which sharers lose the line
    /// @param homePicoseconds how long a transaction keeps its home busy; 0 if no limit is known
    /// @param perGroup whether that is for each group in use, as where all are asked
    /// @param homes how many homes lines are spread over
    /// @param farUpdatePicoseconds how long the home is busy with an atomic operation that it does itself; 0 if cores
    ///     do them
    /// @param storeBuffer how many stores a core can have under way
    /// @param outstanding how many lines a core asks for at once
    public record Rules(
            boolean ownerShares,
            boolean migratory,
            boolean sharedFromLastLevel,
            double waitedLoad,
            double waitedUpdate,
            double waitedUpdateFar,
            double invalidation,
            double homePicoseconds,
            boolean perGroup,
            int homes,
            double farUpdatePicoseconds,
            int storeBuffer,
            int outstanding) {}

    public MachineSpec {
        sources = List.copyOf(sources);
        groups = List.copyOf(groups);
        dieDistance = dieDistance.stream().map(List::copyOf).toList();
        classes = List.copyOf(classes);
        if (cores < 1 || cores > Multicore.MOST_CORES) {
            throw new IllegalArgumentException(
                    "cores is %,d, but must be from 1 to %,d".formatted(cores, Multicore.MOST_CORES));
        }
        if (groups.isEmpty() || threadsPerCore < 1 || cores % threadsPerCore != 0) {
            throw new IllegalArgumentException(
                    "groups must name one size at least, and threadsPerCore divide %d cores".formatted(cores));
        }
        if (!(times.cycle > 0 && times.cycle < 1e9) || times.memory.isEmpty()) {
            throw new IllegalArgumentException("ghz must be more than 0, and memory have one time at least");
        }
        if (rules.storeBuffer < 1 || rules.outstanding < 1 || rules.homes < 1) {
            throw new IllegalArgumentException("storeBuffer, outstanding and homes must be 1 or more");
        }
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i) < 1 || i > 0 && groups.get(i) % groups.get(i - 1) != 0) {
                throw new IllegalArgumentException(
                        "groups is %s, but each must hold the one before some times".formatted(groups));
            }
        }
        if (sharingLastLevel < 1 || cores % sharingLastLevel != 0) {
            throw new IllegalArgumentException(
                    "sharingLastLevel is %d, but must divide %d cores".formatted(sharingLastLevel, cores));
        }
        requireSquare(dieDistance, cores, groups.getLast());
        int needed = groups.size()
                + (dieDistance.isEmpty()
                        ? cores > groups.getLast() ? 1 : 0
                        : dieDistance.stream()
                                .flatMap(List::stream)
                                .mapToInt(i -> i)
                                .max()
                                .orElse(0));
        if (classes.size() != needed) {
            throw new IllegalArgumentException(
                    "%d classes are named, but the groups and distances make %d".formatted(classes.size(), needed));
        }
        for (List<Double> row : Arrays.asList(
                times.loadModified,
                times.loadOwned,
                times.loadShared,
                times.storeModified,
                times.storeShared,
                times.updateModified,
                times.updateShared)) {
            if (row.size() != classes.size()) {
                throw new IllegalArgumentException("a row of times has %d entries, but there are %d classes of distance"
                        .formatted(row.size(), classes.size()));
            }
        }
    }

    /// Each pair of groups needs its distance, the same in both directions: a line goes there and back.
    private static void requireSquare(List<List<Integer>> dieDistance, int cores, int group) {
        if (dieDistance.isEmpty()) {
            return;
        }
        int dies = (cores - 1) / group + 1;
        if (dieDistance.size() != dies) {
            throw new IllegalArgumentException(
                    "dieDistance has %d rows, but %d cores in groups of %d need %d; an empty list says that all are alike"
                            .formatted(dieDistance.size(), cores, group, dies));
        }
        for (int row = 0; row < dies; row++) {
            List<Integer> distances = dieDistance.get(row);
            if (distances.size() != dies) {
                throw new IllegalArgumentException(
                        "row %d of dieDistance has %d entries, but must have %d, one for each group of %d cores"
                                .formatted(row + 1, distances.size(), dies, group));
            }
            for (int column = 0; column < dies; column++) {
                int distance = distances.get(column);
                if (row == column ? distance != 0 : distance < 0 || distance > dies * dies) {
                    throw new IllegalArgumentException("dieDistance has %d in row %d, column %d, but must have %s"
                            .formatted(
                                    distance,
                                    row + 1,
                                    column + 1,
                                    row == column
                                            ? "0 there, from a group to itself"
                                            : "0 to %,d, classes further than within a group".formatted(dies * dies)));
                }
                if (column < row && distance != dieDistance.get(column).get(row)) {
                    throw new IllegalArgumentException(
                            "dieDistance has %d in row %d, column %d, but %d the other way round; both must be the same"
                                    .formatted(
                                            distance,
                                            row + 1,
                                            column + 1,
                                            dieDistance.get(column).get(row)));
                }
            }
        }
    }

    /// This machine as if it had more dies, all like those that it has. Nobody has published numbers of it.
    /// @param moreCores hardware threads in all
    /// @param hops 0 if what is more lies as far from everything as the farthest that is there; else so many classes
    ///     further, each as much dearer than the one before as the last is than its neighbour
    /// @throws IllegalArgumentException in the user's own words if these do not come out, or nothing says what one hop
    ///     more costs
    public MachineSpec extended(int moreCores, int hops) {
        return MachineExtension.of(this, moreCores, hops);
    }

    /// The number of a core's die: those of one have the last level of cache in common.
    int die(int core) {
        return core / sharingLastLevel;
    }

    /// The number of dies.
    int dies() {
        return (cores + sharingLastLevel - 1) / sharingLastLevel;
    }

    /// The distance of two cores, as a class.
    int distance(int one, int other) {
        for (int i = 0; i < groups.size(); i++) {
            if (one / groups.get(i) == other / groups.get(i)) {
                return i;
            }
        }
        return dieDistance.isEmpty()
                ? groups.size()
                : groups.size() - 1 + dieDistance.get(one / groups.getLast()).get(other / groups.getLast());
    }

    /// The hardware thread of a party: cores one after the other, and their second threads when each has one.
    /// @throws IllegalArgumentException if the machine has fewer threads
    int placeOf(int party) {
        if (party >= cores) {
            throw new IllegalArgumentException(
                    "%,d threads are wanted, but %s has %,d".formatted(party + 1, name, cores));
        }
        int whole = cores / threadsPerCore;
        return party % whole * threadsPerCore + party / whole;
    }
}
