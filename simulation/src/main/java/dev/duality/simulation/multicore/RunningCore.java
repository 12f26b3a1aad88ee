// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// The core that runs, and what its program does: accesses, work and waits, each in the time that it takes. While
/// nobody runs, accesses take no time.
final class RunningCore {
    /// The point at which a core is in a turn of a loop that the machine goes through for it.
    enum Step {
        PAUSE,
        PAUSED,
        WOKEN,
        BEGIN,
        LOAD,
        LOADING,
        LOOK,
        LINE_CAME
    }

    private final Multicore machine;
    private final EventHeap events;
    private final CoherentLines coherence;
    private final LineLog log;
    private final boolean repeats; // turns, without their program
    private final double cycle;
    private final double moreForL1; // than a cycle
    private final double updateOwn;
    private final int storeBuffer;
    private final boolean updatesFar;
    private Core core; // null while nobody runs
    private long accesses;

    RunningCore(Multicore machine, EventHeap events, CoherentLines coherence, LineLog log, boolean repeats) {
        this.repeats = repeats;
        MachineSpec spec = machine.spec();
        this.machine = machine;
        this.events = events;
        this.coherence = coherence;
        this.log = log;
        this.cycle = spec.times().cycle();
        this.moreForL1 = spec.times().l1() - cycle;
        this.updateOwn = spec.times().updateOwn();
        this.storeBuffer = spec.rules().storeBuffer();
        this.updatesFar = spec.rules().farUpdatePicoseconds() > 0;
    }

    /// The number of accesses so far, of all cores.
    long accesses() {
        return accesses;
    }

    /// The core's clock in picoseconds; the machine's, if nobody runs.
    double picoseconds() {
        return core == null ? machine.now() : core.clock;
    }

    /// Runs a core until it stops.
    void go(Core resumed) {
        core = resumed;
        resumed.state = Core.State.READY;
        try {
            if (!resumed.repeats || repeat(resumed)) {
                resumed.fiber.run();
            }
        } finally {
            core = null;
        }
        if (resumed.state == Core.State.READY) {
            resumed.state = Core.State.ENDED; // it has come to its end, rather than yielded
        }
    }

    /// Passes time: work that touches no shared line.
    void pass(double picoseconds) {
        Core core = this.core;
        if (core != null) {
            core.turn.acted();
            advance(core, picoseconds);
        }
    }

    private void advance(Core core, double picoseconds) {
        core.clock += picoseconds;
        if (!hasCaughtUp(core)) {
            Fiber.suspend();
        }
    }

    /// Lets everything happen that comes before the core's clock.
    /// @return false if another core comes before it: then this one must stop, and is gone on with behind that
    private boolean hasCaughtUp(Core core) {
        while (true) {
            if (events.isEmpty() || events.firstTime() > core.clock) {
                machine.now(core.clock);
                return true;
            }
            if (events.isFirstOfCore()) {
                machine.resume(core, core.clock);
                core.state = Core.State.LINE;
                return false;
            }
            machine.now(events.firstTime());
            this.core = null;
            ((Runnable) events.poll()).run();
            this.core = core;
        }
    }

    private static void block(Core core, Core.State state) {
        begin(core, state);
        Fiber.suspend();
        end(core, state);
    }

    private static void begin(Core core, Core.State state) {
        core.waitBegan = core.clock;
        core.state = state;
    }

    private static void end(Core core, Core.State state) {
        if (state == Core.State.ASLEEP) {
            core.waitedForOthers += core.clock - core.waitBegan;
        } else {
            core.waitedForLines += core.clock - core.waitBegan;
        }
    }

    long load(SimulatedRegion region, int word) {
        Core core = this.core;
        if (core == null) {
            return region.word(word);
        }
        if (core.turn.isDone(region, word)) {
            return core.turn.taken();
        }
        accesses++;
        log.touched(core, region, word, false);
        advance(core, cycle);
        Long own = core.buffered(region, word);
        if (own != null) {
            core.quiet = false; // what others do to that line is not watched from here
            core.turn.loaded(region, word, own);
            return own;
        }
        CacheLine line = region.line(word);
        while (!line.isReadableBy(core.number)) {
            ask(core, line);
            block(core, Core.State.LINE);
        }
        long value = read(core, line, region, word);
        core.turn.loaded(region, word, value);
        return value;
    }

    private void ask(Core core, CacheLine line) {
        core.quiet = false;
        core.waiting = true;
        coherence.askToRead(core, line);
    }

    private long read(Core core, CacheLine line, SimulatedRegion region, int word) {
        if (core.lastRead != line) {
            core.clock += moreForL1;
            core.lastRead = line;
        }
        core.note(line);
        return region.word(word);
    }

    void store(SimulatedRegion region, int word, long value) {
        Core core = this.core;
        if (core == null) {
            region.word(word, value);
            return;
        }
        accesses++;
        log.touched(core, region, word, true);
        core.quiet = false;
        core.turn.acted();
        advance(core, cycle);
        while (core.stores.size() >= storeBuffer) {
            block(core, Core.State.ROOM);
        }
        core.stores.add(new Core.Store(region, word, value, region.line(word)));
        if (!core.draining) {
            core.draining = true;
            machine.at(core.clock, () -> coherence.drain(core));
        }
    }

    /// Waits until all stores have reached their lines.
    void drain() {
        Core core = this.core;
        if (core != null) {
            core.turn.acted();
            advance(core, updateOwn);
            while (!core.stores.isEmpty()) {
                block(core, Core.State.DRAINED);
            }
        }
    }

    long update(SimulatedRegion region, SimulatedRegion.Update update, int word, long a, long b) {
        Core core = this.core;
        if (core == null) {
            return region.apply(update, word, a, b);
        }
        accesses++;
        log.touched(core, region, word, true);
        core.quiet = false;
        core.turn.acted();
        advance(core, cycle);
        while (!core.stores.isEmpty()) {
            block(core, Core.State.DRAINED);
        }
        CacheLine line = region.line(word);
        if (!updatesFar && line.isWritableBy(core.number, core.clock)) {
            long result = region.apply(update, word, a, b);
            line.modified = true;
            coherence.holdOwn(line, core.clock + updateOwn);
            core.clock += updateOwn;
            return result;
        }
        core.updateRegion = region;
        core.update = update;
        core.updateWord = word;
        core.updateA = a;
        core.updateB = b;
        coherence.submit(new LineRequest(LineRequest.Kind.UPDATE, core, line, core.clock));
        block(core, Core.State.LINE);
        return core.result;
    }

    /// A turn of a loop that waits ends with a pause. A core that has only read lines that it still has sleeps until
    /// one of them is taken from it.
    /// @param steady whether all turns from here on take as long as this one
    void idle(double picoseconds, boolean steady) {
        Core core = this.core;
        if (core == null) {
            return;
        }
        if (core.turn.isExpected() && steady && repeats) {
            core.pause = picoseconds;
            core.step = Step.PAUSE;
            core.repeats = true;
            if (!repeat(core)) {
                Fiber.suspend();
            }
            return;
        }
        advance(core, picoseconds);
        core.attempt = core.clock - core.turnBegan;
        if (steady && core.canSleep()) {
            fallAsleep(core);
            Fiber.suspend();
            wakeUp(core);
        }
        core.beginTurn();
    }

    private static void fallAsleep(Core core) {
        core.turnBegan = core.clock;
        for (CacheLine line : core.read) {
            line.sleepers.add(core);
        }
        begin(core, Core.State.ASLEEP);
    }

    private static void wakeUp(Core core) {
        end(core, Core.State.ASLEEP);
        core.woken = true;
    }

    /// Goes through turns of a loop that waits as its program would, until one of them sees something else than the one
    /// before it.
    /// @return whether the program goes on now; else the core has stopped
    private boolean repeat(Core core) {
        while (true) {
            switch (core.step) {
                case PAUSE -> {
                    core.step = Step.PAUSED;
                    core.clock += core.pause;
                    if (!hasCaughtUp(core)) {
                        return false;
                    }
                }
                case PAUSED -> {
                    core.attempt = core.clock - core.turnBegan;
                    if (core.canSleep()) {
                        core.step = Step.WOKEN;
                        fallAsleep(core);
                        return false;
                    }
                    core.step = Step.BEGIN;
                }
                case WOKEN -> {
                    wakeUp(core);
                    core.step = Step.BEGIN;
                }
                case BEGIN -> {
                    core.beginTurn();
                    core.step = Step.LOAD;
                    if (core.looksItself || core.turn.isForTheProgram()) {
                        core.looksItself = false;
                        return givenBack(core);
                    }
                }
                case LOAD -> {
                    core.step = Step.LOADING;
                    accesses++;
                    core.clock += cycle;
                    if (!hasCaughtUp(core)) {
                        return false;
                    }
                }
                case LOADING -> {
                    Long own = core.buffered(core.turn.region(), core.turn.word());
                    if (own == null) {
                        core.step = Step.LOOK;
                    } else {
                        core.quiet = false;
                        if (differs(core, own)) {
                            return givenBack(core);
                        }
                    }
                }
                case LOOK -> {
                    SimulatedRegion region = core.turn.region();
                    int word = core.turn.word();
                    CacheLine line = region.line(word);
                    if (!line.isReadableBy(core.number)) {
                        core.step = Step.LINE_CAME;
                        ask(core, line);
                        begin(core, Core.State.LINE);
                        return false;
                    }
                    if (differs(core, read(core, line, region, word))) {
                        return givenBack(core);
                    }
                }
                case LINE_CAME -> {
                    end(core, Core.State.LINE);
                    core.step = Step.LOOK;
                }
            }
        }
    }

    private static boolean differs(Core core, long value) {
        if (!core.turn.sees(value)) {
            return true;
        }
        core.step = core.turn.isOver() ? Step.PAUSE : Step.LOAD;
        return false;
    }

    private static boolean givenBack(Core core) {
        core.repeats = false;
        core.turn.giveBack();
        return true;
    }
}
