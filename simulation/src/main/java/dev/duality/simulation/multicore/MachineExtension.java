// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A machine that is larger than any there is of its kind.
final class MachineExtension {
    private static final int MOST_HOPS = 8;

    private final MachineSpec spec;
    private final int hops;

    private MachineExtension(MachineSpec spec, int hops) {
        this.spec = spec;
        this.hops = hops;
    }

    static MachineSpec of(MachineSpec spec, int cores, int hops) {
        int die = spec.groups().getLast();
        if (cores < spec.cores() || cores > Multicore.MOST_CORES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s has %,d hardware threads, so %,d is no larger machine; at most %,d can be had",
                    spec.name(),
                    spec.cores(),
                    cores,
                    Multicore.MOST_CORES));
        }
        if (cores % die != 0) {
            throw new IllegalArgumentException("%s is made of groups of %d, so its threads can be %d or %d, but not %d"
                    .formatted(spec.name(), die, cores / die * die, (cores / die + 1) * die, cores));
        }
        if (hops < 0 || hops > MOST_HOPS) {
            throw new IllegalArgumentException(
                    "%d hops more are wanted, but 0 to %d can be had".formatted(hops, MOST_HOPS));
        }
        if (cores == die || spec.classes().size() < 2) {
            throw new IllegalArgumentException(
                    "%s has one distance only, so nothing says what a larger one of its kind would be like"
                            .formatted(spec.name()));
        }
        return new MachineExtension(spec, hops).extended(cores);
    }

    private MachineSpec extended(int cores) {
        int die = spec.groups().getLast();
        int there = spec.cores() / die;
        int farthest = spec.classes().size() - spec.groups().size();
        List<List<Integer>> distances = IntStream.range(0, cores / die)
                .mapToObj(one -> IntStream.range(0, cores / die)
                        .mapToObj(other -> distance(one, other, there, farthest))
                        .toList())
                .toList();
        List<String> classes = new ArrayList<>(spec.classes());
        for (int hop = 1; hop <= hops; hop++) {
            classes.add("%s and %d more".formatted(spec.classes().getLast(), hop));
        }
        return new MachineSpec(
                "%s-%d%s".formatted(spec.name(), cores, hops == 0 ? "" : "-hops-" + hops),
                "%s, as if it had %d hardware threads".formatted(spec.title(), cores),
                spec.sources(),
                "%s%s%d of these hardware threads exist; the others are extrapolated: as far away as the farthest%s"
                        .formatted(
                                spec.assumed(),
                                spec.assumed().isEmpty() ? "" : "; ",
                                spec.cores(),
                                hops == 0 ? "" : " and %d hops more, each as dear as the last".formatted(hops)),
                cores,
                spec.threadsPerCore(),
                spec.groups(),
                spec.sharingLastLevel(),
                distances,
                classes,
                times(),
                spec.rules());
    }

    private int distance(int one, int other, int there, int farthest) {
        if (one == other) {
            return 0;
        }
        int die = spec.groups().getLast();
        return one < there && other < there
                ? spec.distance(one * die, other * die) - spec.groups().size() + 1
                : farthest + hops;
    }

    private MachineSpec.Times times() {
        MachineSpec.Times times = spec.times();
        return new MachineSpec.Times(
                times.cycle(),
                times.l1(),
                times.lastLevel(),
                times.memory().size() == spec.classes().size() ? longer(times.memory()) : times.memory(),
                longer(times.loadModified()),
                longer(times.loadOwned()),
                longer(times.loadShared()),
                longer(times.storeModified()),
                longer(times.storeShared()),
                longer(times.updateModified()),
                longer(times.updateShared()),
                times.updateOwn(),
                times.pause());
    }

    /// A row of times, with each further hop as dear as the last one.
    private List<Double> longer(List<Double> row) {
        List<Double> longer = new ArrayList<>(row);
        double hop = Math.max(0, row.getLast() - row.get(row.size() - 2));
        for (int i = 1; i <= hops; i++) {
            longer.add(row.getLast() + i * hop);
        }
        return longer;
    }
}
