// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.List;
import java.util.stream.IntStream;

/// The coherence of lines: who gets one next, how long that takes, and who loses it.
final class CoherentLines {
    private final Multicore machine;
    private final MachineSpec spec;
    private final Distances distances;
    private final MachineSpec.Times times;
    private final MachineSpec.Rules rules;
    private final double[] homeFree;
    private final long[] transfers;
    private final boolean[] diesInUse;
    private final int[] dieOf; // each core
    private final boolean updatesFar;
    private final TransferTimes transferTimes;
    private int dies;
    private int lines;
    private long fromMemory;
    private long changes;

    CoherentLines(Multicore machine) {
        this.machine = machine;
        this.spec = machine.spec();
        this.distances = new Distances(spec);
        this.times = spec.times();
        this.rules = spec.rules();
        this.homeFree = new double[Math.max(1, rules.homes())];
        this.transfers = new long[spec.classes().size()];
        this.diesInUse = new boolean[spec.dies()];
        this.dieOf = IntStream.range(0, spec.cores()).map(spec::die).toArray();
        this.updatesFar = rules.farUpdatePicoseconds() > 0;
        this.transferTimes = new TransferTimes(spec, distances, dieOf);
    }

    CacheLine newLine() {
        return new CacheLine(lines++ % homeFree.length);
    }

    /// The number of lines that came from memory.
    long fromMemory() {
        return fromMemory;
    }

    long[] transfers() {
        return transfers.clone();
    }

    /// The number of lines that have got another owner, or words another value, since it was last asked to forget.
    long changes() {
        return changes;
    }

    void forgetChanges() {
        changes = 0;
    }

    /// Asks for a copy of a line, and for those that this core has always missed after it.
    void askToRead(Core core, CacheLine line) {
        if (core.missed != null && core.missed != line) {
            if (core.next.get(core.missed) == line) {
                core.confirmed.put(core.missed, line);
            } else {
                core.confirmed.remove(core.missed);
                core.next.put(core.missed, line);
            }
        }
        core.missed = line;
        ask(core, line);
        CacheLine ahead = core.woken ? null : core.confirmed.get(line);
        core.woken = false;
        for (int i = 1; i < rules.outstanding() && ahead != null && ahead != line; i++) {
            if (!ahead.isReadableBy(core.number)) {
                ask(core, ahead);
            }
            ahead = core.confirmed.get(ahead);
        }
    }

    private void ask(Core core, CacheLine line) {
        if (!core.reading.contains(line) && !core.owning.contains(line)) {
            core.reading.add(line);
            submit(new LineRequest(LineRequest.Kind.LOAD, core, line, core.clock));
        }
    }

    /// Puts a request into its line's queue.
    void submit(LineRequest request) {
        request.line.queue.add(request);
        int die = dieOf[request.core.number];
        if (!diesInUse[die]) {
            diesInUse[die] = true;
            dies++;
        }
        if (!request.line.busy) {
            serve(request.line);
        }
    }

    /// Brings the oldest store of a core's buffer to its line.
    void drain(Core core) {
        Core.Store store = core.stores.peek();
        if (store == null) {
            core.draining = false;
            return;
        }
        double now = machine.now();
        if (!store.line().isWritableBy(core.number, now)) {
            askToOwn(core, now);
            return;
        }
        write(core, store);
        goOn(core, now);
    }

    /// A store has reached its line: lets the core go on if it waits for that, and turns to the next store.
    private void goOn(Core core, double now) {
        if (core.state == Core.State.ROOM || core.state == Core.State.DRAINED && core.stores.isEmpty()) {
            core.state = Core.State.LINE;
            machine.resume(core, now);
        }
        if (core.stores.isEmpty()) {
            core.draining = false;
        } else {
            machine.at(now + times.cycle(), () -> drain(core));
        }
    }

    private void write(Core core, Core.Store store) {
        core.stores.poll();
        store.region().word(store.word(), store.value());
        store.line().modified = true;
        changes++;
    }

    /// Asks for the line of the oldest store, and for those of the stores behind it.
    private void askToOwn(Core core, double now) {
        int asked = 0;
        for (Core.Store store : core.stores) {
            if (asked++ == rules.outstanding()) {
                break;
            }
            if (!core.owning.contains(store.line()) && !store.line().isOnlyOf(core.number)) {
                core.owning.add(store.line());
                submit(new LineRequest(LineRequest.Kind.OWN, core, store.line(), now));
            }
        }
        CacheLine first = core.stores.peek().line();
        if (first.isOnlyOf(core.number) && !core.owning.contains(first)) { // past the snoop point: it is about to go
            core.owning.add(first);
            submit(new LineRequest(LineRequest.Kind.OWN, core, first, now));
        }
    }

    /// Keeps others from a line until an operation of its owner is over.
    void holdOwn(CacheLine line, double until) {
        changes++;
        if (!line.busy) {
            line.busy = true;
            line.snoopAt = until;
            machine.at(until, () -> free(line));
        }
    }

    private void free(CacheLine line) {
        line.busy = false;
        if (!line.queue.isEmpty()) {
            serve(line);
        }
    }

    /// Begins the next transaction of a line: one of those that wait, at random.
    private void serve(CacheLine line) {
        List<LineRequest> queue = line.queue;
        LineRequest request =
                queue.remove(queue.size() == 1 ? 0 : machine.random().nextInt(queue.size()));
        int core = request.core.number;
        double now = machine.now();
        double begin = now;
        double takes;
        double occupied;
        if (request.kind == LineRequest.Kind.LOAD ? line.isReadableBy(core) : line.isOnlyOf(core)) {
            takes = request.kind == LineRequest.Kind.UPDATE ? times.updateOwn() : times.cycle();
            occupied = takes;
        } else {
            begin = throughHome(line, now);
            fromMemory += request.kind != LineRequest.Kind.UPDATE || !updatesFar ? line.comesFromMemory() : 0;
            takes = credited(request, line, now, transferTimes.of(request.kind, line, core));
            occupied = request.kind == LineRequest.Kind.LOAD ? occupied(line, core, takes) : takes;
            count(request);
        }
        boolean far = request.kind == LineRequest.Kind.UPDATE && updatesFar;
        if (far) {
            occupied = Math.min(takes, rules.farUpdatePicoseconds());
        }
        line.busy = true;
        line.snoopAt = begin + takes / 2;
        if (request.kind != LineRequest.Kind.LOAD) {
            machine.at(begin + takes * rules.invalidation(), () -> invalidate(line, request.core));
        }
        machine.at(begin + takes, () -> done(request));
        if (request.kind == LineRequest.Kind.LOAD || far) { // else it is free when it is done
            machine.at(begin + occupied, () -> free(line));
        }
    }

    private double throughHome(CacheLine line, double now) {
        if (rules.homePicoseconds() == 0) {
            return now;
        }
        double begin = Math.max(now, homeFree[line.home]);
        homeFree[line.home] = begin + rules.homePicoseconds() * (rules.perGroup() ? dies : 1);
        return begin;
    }

    /// The rest of a transaction's time for one that has waited for it: part of its way is behind it.
    private double credited(LineRequest request, CacheLine line, double now, double takes) {
        double share = rules.waitedLoad();
        if (request.kind != LineRequest.Kind.LOAD) {
            boolean far = line.owner != CacheLine.NOBODY && dieOf[line.owner] != dieOf[request.core.number];
            share = far ? rules.waitedUpdateFar() : rules.waitedUpdate();
        }
        return takes - Math.min(now - request.asked, share * takes);
    }

    /// The time for which a load keeps its line from others.
    private double occupied(CacheLine line, int core, double takes) {
        if (!rules.sharedFromLastLevel() || line.sharers.isEmpty()) {
            return takes;
        }
        int die = dieOf[core];
        int first = die * spec.sharingLastLevel();
        int there = line.sharers.nextSetBit(first);
        return there >= 0 && dieOf[there] == die ? Math.min(takes, times.lastLevel()) : takes;
    }

    /// Of lines that come from another core: the right to store into one that is here brings nothing.
    private void count(LineRequest request) {
        int source = request.line.source(distances, request.core.number);
        if (source != Distances.NOBODY) {
            transfers[source]++;
            machine.log().moved(request);
        }
    }

    /// Takes the line from those that sleep on it, before the transaction that wants it is over.
    private void invalidate(CacheLine line, Core except) {
        List<Core> sleepers = line.sleepers;
        for (int i = 0; i < sleepers.size(); ) {
            Core sleeper = sleepers.get(i);
            if (sleeper != except && line.owner != sleeper.number) {
                line.sharers.clear(sleeper.number);
                machine.wake(sleeper, machine.now()); // it is no sleeper of this line then
            } else {
                i++;
            }
        }
    }

    private void wakeAll(CacheLine line, Core except) {
        List<Core> sleepers = line.sleepers;
        for (int i = 0; i < sleepers.size(); ) {
            Core sleeper = sleepers.get(i);
            if (sleeper != except) {
                machine.wake(sleeper, machine.now());
            } else {
                i++;
            }
        }
    }

    private void done(LineRequest request) {
        CacheLine line = request.line;
        Core core = request.core;
        double now = machine.now();
        switch (request.kind) {
            case LOAD -> {
                core.reading.remove(line);
                read(line, core);
                answer(core, line, now);
            }
            case OWN -> {
                core.owning.remove(line);
                take(line, core);
                machine.at(now + times.cycle(), () -> free(line)); // first: it may be written again by then
                Core.Store first = core.stores.peek();
                if (first != null && first.line() == line) {
                    write(core, first);
                    goOn(core, now);
                }
                answer(core, line, now); // it may read another word of the line that it stores into
            }
            case UPDATE -> {
                changes++;
                core.result = core.updateRegion.apply(core.update, core.updateWord, core.updateA, core.updateB);
                if (updatesFar) {
                    line.owner = CacheLine.NOBODY;
                    line.sharers.clear();
                    line.modified = false;
                    line.atHome = true;
                    wakeAll(line, core);
                    machine.resume(core, now);
                } else {
                    take(line, core);
                    line.modified = true;
                    double hold = now + times.updateOwn() / 2;
                    machine.resume(core, hold);
                    machine.at(hold, () -> free(line));
                }
            }
        }
    }

    /// Lets a core go on that waits to read a line.
    private void answer(Core core, CacheLine line, double now) {
        if (core.waiting && core.missed == line) {
            core.waiting = false;
            machine.resume(core, now);
        }
    }

    private void read(CacheLine line, Core core) {
        if (line.owner == core.number || line.owner == CacheLine.NOBODY) {
            if (line.owner == CacheLine.NOBODY) {
                line.sharers.set(core.number);
            }
        } else if (rules.migratory()
                && line.sharers.isEmpty()
                && line.modified
                && dieOf[line.owner] == dieOf[core.number]) {
            int former = line.owner;
            line.owner = core.number;
            line.modified = false;
            changes++;
            for (Core sleeper : List.copyOf(line.sleepers)) {
                if (sleeper.number == former) {
                    machine.wake(sleeper, machine.now());
                }
            }
        } else if (rules.ownerShares()) {
            line.sharers.set(core.number);
        } else {
            line.sharers.set(line.owner);
            line.sharers.set(core.number);
            line.owner = CacheLine.NOBODY;
        }
    }

    private void take(CacheLine line, Core core) {
        line.owner = core.number;
        line.sharers.clear();
        line.modified = false;
        changes++;
        wakeAll(line, core);
    }
}
