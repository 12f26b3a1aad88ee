// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.List;

/// The times of transactions that bring lines, out of the machine's table: by operation, state and distance.
final class TransferTimes {
    private static final double HOME_DETOUR_CYCLES = 40; // where asker, owner and home are three places

    private final Distances distances;
    private final MachineSpec.Times times;
    private final MachineSpec.Rules rules;
    private final int[] dieOf; // each core
    private final boolean updatesFar;
    private final int coresOfHome;
    private final double[] memory; // these by class of distance
    private final double[] loadModified;
    private final double[] loadShared;
    private final double[] loadOwned;
    private final double[] storeModified;
    private final double[] storeShared;
    private final double[] updateModified;
    private final double[] updateShared;

    TransferTimes(MachineSpec spec, Distances distances, int[] dieOf) {
        this.distances = distances;
        this.times = spec.times();
        this.rules = spec.rules();
        this.dieOf = dieOf;
        this.updatesFar = rules.farUpdatePicoseconds() > 0;
        this.coresOfHome = spec.groups().getLast();
        this.memory = array(times.memory());
        this.loadModified = array(times.loadModified());
        this.loadShared = array(times.loadShared());
        this.loadOwned = array(times.loadOwned());
        this.storeModified = array(times.storeModified());
        this.storeShared = array(times.storeShared());
        this.updateModified = array(times.updateModified());
        this.updateShared = array(times.updateShared());
    }

    private static double[] array(List<Double> times) {
        return times.stream().mapToDouble(time -> time).toArray();
    }

    /// The time of a transaction that nobody waits for.
    double of(LineRequest.Kind kind, CacheLine line, int core) {
        int home = line.home * coresOfHome % dieOf.length;
        int away = home == core ? 0 : distances.of(core, home);
        if (kind == LineRequest.Kind.UPDATE && updatesFar) {
            return updateModified[away];
        }
        if (line.owner == CacheLine.NOBODY && line.sharers.isEmpty()) {
            if (line.atHome) {
                return Math.max(times.lastLevel(), loadShared[away]);
            }
            return memory[Math.min(away, memory.length - 1)];
        }
        double[] table = switch (kind) {
            case LOAD ->
                line.sharers.isEmpty() ? loadModified : line.owner == CacheLine.NOBODY ? loadShared : loadOwned;
            case OWN -> line.sharers.isEmpty() ? storeModified : storeShared;
            case UPDATE -> line.sharers.isEmpty() ? updateModified : updateShared;
        };
        double found = table[
                kind == LineRequest.Kind.LOAD
                        ? line.nearest(distances, rules.ownerShares(), core)
                        : line.farthest(distances, core)];
        return rules.homes() == 1 && rules.ownerShares() ? byWayOfHome(kind, line, core, found) : found;
    }

    /// A directory is asked first, so the way to it counts even where asker and owner are neighbours.
    private double byWayOfHome(LineRequest.Kind kind, CacheLine line, int core, double found) {
        double[] table = switch (kind) {
            case LOAD -> loadModified;
            case OWN -> storeModified;
            case UPDATE -> updateModified;
        };
        int home = line.home * coresOfHome % dieOf.length;
        int owner = line.owner == CacheLine.NOBODY ? line.sharers.nextSetBit(0) : line.owner;
        int toHome = home == core ? 0 : distances.of(core, home);
        int fromHome = home == owner ? 0 : distances.of(owner, home);
        double way = Math.max(found, Math.max(table[toHome], table[fromHome]));
        boolean three = dieOf[core] != dieOf[home] && dieOf[owner] != dieOf[home] && dieOf[core] != dieOf[owner];
        return three ? Math.max(way, found + HOME_DETOUR_CYCLES * times.cycle()) : way;
    }
}
