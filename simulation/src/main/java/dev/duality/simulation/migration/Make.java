// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.util.ArrayList;
import java.util.List;

/// A `make`: process 0 finds out what has to be done, one process compiles each unit, each on an idle host, and the
/// last one links. All have their home on host 0. Compiling takes time by the unit's size, and a part of it is the file
/// server's, before and behind the rest.
final class Make implements Program {
    /// The costs of making it.
    ///
    /// @param dependNanos what finding out takes
    /// @param compileNanos what all compiling takes on one host
    /// @param linkNanos what linking takes
    /// @param served the part of compiling that is the server's, 0 to 1
    /// @param ordered whether a unit waits for those that it imports
    record Costs(long dependNanos, long compileNanos, long linkNanos, double served, boolean ordered) {}

    private final Units units;
    private final Costs costs;
    private final int ahead;
    private final List<List<Integer>> before;
    private final boolean[] begun;
    private final boolean[] done;
    private int left;
    private int under;

    /// @param ahead how many units are begun at most that have not ended: they wait for a host
    Make(Units units, Costs costs, int ahead) {
        this.units = units;
        this.costs = costs;
        this.ahead = ahead;
        this.before = units.before();
        this.begun = new boolean[units.units().size()];
        this.done = new boolean[begun.length];
        this.left = begun.length;
    }

    @Override
    public int processes() {
        return begun.length + 2;
    }

    private int link() {
        return begun.length + 1;
    }

    @Override
    public int home(int process) {
        return 0;
    }

    @Override
    public int parent(int process) {
        return process;
    }

    @Override
    public ProcessStep step(int process, int index) {
        if (process == 0 || process == link()) {
            return index == 0
                    ? new ProcessStep.Compute(process == 0 ? costs.dependNanos : costs.linkNanos)
                    : new ProcessStep.Exit();
        }
        double takes =
                (double) costs.compileNanos * units.units().get(process - 1).bytes() / units.bytes();
        long server = Math.round(takes * costs.served);
        long own = Math.max(1, Math.round(takes) - server);
        if (server == 0) {
            return switch (index) {
                case 0 -> new ProcessStep.Move(true);
                case 1 -> new ProcessStep.Compute(own);
                default -> new ProcessStep.Exit();
            };
        }
        return compiled(units.units().get(process - 1).files(), server, own, index);
    }

    /// Each source is read at the server before it is compiled.
    private static ProcessStep compiled(int files, long server, long own, int index) {
        if (index == 0) {
            return new ProcessStep.Move(true);
        }
        if (index > 2 * files) {
            return new ProcessStep.Exit();
        }
        return index % 2 == 1
                ? new ProcessStep.Serve(Math.max(1, server / files))
                : new ProcessStep.Compute(Math.max(1, own / files));
    }

    @Override
    public List<Integer> first(int home) {
        return home == 0 ? List.of(0) : List.of();
    }

    @Override
    public List<Integer> next(int ended) {
        if (ended == link()) {
            return List.of();
        }
        if (ended > 0) {
            done[ended - 1] = true;
            left--;
            under--;
        }
        if (left == 0) {
            return List.of(link());
        }
        List<Integer> next = new ArrayList<>();
        for (int unit = 0; unit < begun.length && under < ahead; unit++) {
            if (!begun[unit] && (!costs.ordered || before.get(unit).stream().allMatch(each -> done[each]))) {
                begun[unit] = true;
                under++;
                next.add(1 + unit);
            }
        }
        return next;
    }
}
