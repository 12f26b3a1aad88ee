// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.util.ArrayList;
import java.util.List;

/// A `make`: process 0 finds out what has to be done, one process compiles each source, each on an idle host, and the
/// last one links. All have their home on host 0. Compiling takes time by the source's size, and a part of all of it is
/// the file server's, by how many sources are opened: before each piece of the rest.
///
/// Where modules are linked, too, a process links each when its sources are compiled, and sources wait for the modules
/// that theirs refers to. A link takes time by the bytes of what it links.
final class Make implements Program {
    /// The costs of making it.
    ///
    /// @param dependNanos what finding out takes
    /// @param compileNanos what all compiling takes on one host
    /// @param linkNanos what linking all takes
    /// @param served the part of compiling that is the server's, 0 to 1
    /// @param callNanos what a call of the server takes beside its work: a part of compiling, too
    /// @param modules whether each module is linked before those that refer to it are compiled
    record Costs(long dependNanos, long compileNanos, long linkNanos, double served, long callNanos, boolean modules) {}

    private final Units units;
    private final Costs costs;
    private final int ahead;
    private final long bytes;
    private final double openNanos;
    private final double ownNanos; // of all sources
    private final List<String> modules; // that are linked for themselves
    private final List<List<Integer>> followers = new ArrayList<>(); // of each process: who waits for it
    private final int[] missing; // of each process: those that it still waits for
    private final boolean[] begun;
    private int under;

    /// @param ahead how many sources are begun at most that are not compiled: they wait for a host
    Make(Units units, Costs costs, int ahead) {
        this.units = units;
        this.costs = costs;
        this.ahead = ahead;
        this.bytes = units.bytes();
        this.openNanos = costs.served * costs.compileNanos / units.opens();
        this.ownNanos = (1 - costs.served) * costs.compileNanos
                - (costs.served == 0 ? 0 : (double) units.opens() * costs.callNanos);
        this.modules = costs.modules ? units.modules() : List.of();
        this.missing = new int[processes()];
        this.begun = new boolean[processes()];
        for (int process = 0; process < processes(); process++) {
            followers.add(new ArrayList<>());
        }
        waits();
    }

    private void waits() {
        for (int unit = 0; unit < units.units().size(); unit++) {
            follows(1 + unit, 0);
            int linked = modules.indexOf(units.units().get(unit).module());
            follows(linked < 0 ? link() : link(linked), 1 + unit);
        }
        for (int module = 0; module < modules.size(); module++) {
            follows(link(), link(module));
            for (String used : units.usesOf(modules.get(module))) {
                for (int unit = 0; unit < units.units().size(); unit++) {
                    if (units.units().get(unit).module().equals(modules.get(module))) {
                        follows(1 + unit, link(modules.indexOf(used)));
                    }
                }
            }
        }
    }

    private void follows(int process, int before) {
        followers.get(before).add(process);
        missing[process]++;
    }

    @Override
    public int processes() {
        return 1 + units.units().size() + modules.size() + 1;
    }

    private int link() {
        return processes() - 1;
    }

    private int link(int module) {
        return 1 + units.units().size() + module;
    }

    private boolean isCompiled(int process) {
        return process > 0 && process <= units.units().size();
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
        if (isCompiled(process)) {
            return compiled(units.units().get(process - 1), index);
        }
        return index == 0 ? new ProcessStep.Compute(atHome(process)) : new ProcessStep.Exit();
    }

    private long atHome(int process) {
        if (process == 0) {
            return costs.dependNanos;
        }
        if (process == link()) {
            return costs.linkNanos;
        }
        String module = modules.get(process - link(0));
        long linked = units.units().stream()
                .filter(unit -> unit.module().equals(module))
                .mapToLong(Units.Unit::bytes)
                .sum();
        return Math.max(1, costs.linkNanos * linked / bytes);
    }

    /// Each source that is read is opened at the server, and a piece of the work follows.
    private ProcessStep compiled(Units.Unit unit, int index) {
        double own = ownNanos * unit.bytes() / bytes;
        int opens = costs.served == 0 ? 0 : 1 + unit.uses().size();
        if (index == 0) {
            return new ProcessStep.Move(true);
        }
        if (opens == 0 && index == 1) {
            return new ProcessStep.Compute(Math.max(1, Math.round(own)));
        }
        if (index > 2 * opens) {
            return new ProcessStep.Exit();
        }
        return index % 2 == 1
                ? new ProcessStep.Serve(Math.max(1, Math.round(openNanos)))
                : new ProcessStep.Compute(Math.max(1, Math.round(own / opens)));
    }

    @Override
    public List<Integer> first(int home) {
        return home == 0 ? List.of(0) : List.of();
    }

    @Override
    public List<Integer> next(int ended) {
        under -= isCompiled(ended) ? 1 : 0;
        followers.get(ended).forEach(process -> missing[process]--);
        List<Integer> next = new ArrayList<>();
        for (int process = 1; process < begun.length; process++) {
            boolean mayBegin = !begun[process] && missing[process] == 0 && (!isCompiled(process) || under < ahead);
            if (mayBegin) {
                begun[process] = true;
                under += isCompiled(process) ? 1 : 0;
                next.add(process);
            }
        }
        return next;
    }
}
