// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Hardware;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// A coherent multicore in virtual time: programs run on its cores as they are, and each access to a [Region] takes
/// what it would take on the machine that is described.
///
/// The model is minimal (David, Guerraoui, Trigonakis, SOSP 2013, give the table): a line has an owner or sharers and
/// one transaction at a time; requests that wait are served in random order; a transaction takes what the table says
/// for the operation, the line's state and the distance. Cores have a store buffer that drains in order, run ahead of
/// themselves on paths of lines that they know, and are stopped and gone on with in the order of their clocks. It
/// leaves out the size of caches, the TLB, banks of memory, the network between the dies, and what instructions take
/// between two accesses, but for a cycle each. What programs share outside of regions takes no time.
///
/// The same spec, programs and seed give the same run, to the last picosecond.
///
/// - **Threads:** one. All cores run on the thread that calls [#run].
public final class Multicore implements Hardware {
    /// The most hardware threads a machine has.
    public static final int MOST_CORES = 1024;

    /// The most words of a simulated region.
    static final int MOST_WORDS = 1 << 27;

    private static final int STALLED_TURNS = 1_000;
    private static final int MOST_STALLS = 4;

    private final MachineSpec spec;
    private final SplittableRandom random;
    private final EventHeap events = new EventHeap();
    private final List<Core> cores = new ArrayList<>();
    private final LineLog log;
    private final CoherentLines coherence;
    private int[] parties = {};
    private final RunningCore running;
    private double now;

    public Multicore(MachineSpec spec, long seed) {
        this(spec, seed, false, true);
    }

    /// @param logs whether it notes who touches which lines, which makes it slower
    /// @param repeats whether the machine may go through turns of loops that wait, without their programs: of such that
    ///     neither count their turns nor look at anything but regions. While it logs it does not
    Multicore(MachineSpec spec, long seed, boolean logs, boolean repeats) {
        this.log = new LineLog(logs);
        this.spec = spec;
        this.random = new SplittableRandom(seed);
        this.coherence = new CoherentLines(this);
        this.running = new RunningCore(this, events, coherence, log, repeats && !logs);
    }

    /// The reason why there can be no simulated cores in this JVM, and what to do about it; empty if there can.
    public static Optional<String> unavailable() {
        return Fiber.unavailable();
    }

    public MachineSpec spec() {
        return spec;
    }

    SplittableRandom random() {
        return random;
    }

    @Override
    public Region allocate(long bytes) {
        SimulatedRegion region = new SimulatedRegion(this, bytes);
        log.made(region);
        return region;
    }

    @Override
    public WaitStrategy wait(Waiting waiting) {
        return new SimulatedWait(this, waiting);
    }

    /// Makes the threads of a kernel: each is one of the cores.
    public Thread newThread(Runnable program) {
        return new CoreThread(this, program);
    }

    LineLog log() {
        return log;
    }

    CacheLine newLine() {
        return coherence.newLine();
    }

    /// Says which party each program is, by the order in which they are put on cores: parties lie on cores in the order
    /// of their numbers, neighbours next to each other.
    void seat(int[] ofEachProgram) {
        parties = ofEachProgram.clone();
    }

    /// Puts a program on the next core; it begins when the machine runs.
    /// @return the number of its hardware thread
    /// @throws IllegalArgumentException if all cores are taken
    public int spawn(Runnable program) {
        int place = spec.placeOf(cores.size() < parties.length ? parties[cores.size()] : cores.size());
        Core core = new Core(
                place,
                () -> Hardware.in(this, () -> {
                    program.run();
                    return null;
                }));
        core.clock = now + random.nextDouble() * 100 * spec.times().cycle();
        core.turnBegan = core.clock;
        cores.add(core);
        resume(core, core.clock);
        return place;
    }

    /// Runs until it is told to stop, or every program has ended.
    /// @param enough asked after every event
    /// @throws Stalled if programs are left and none of them can go on
    public void run(BooleanSupplier enough) {
        int stalls = 0;
        while (!enough.getAsBoolean()) {
            if (events.isEmpty()) {
                if (cores.stream().allMatch(core -> core.state == Core.State.ENDED)) {
                    return;
                }
                if (++stalls > MOST_STALLS) {
                    throw Stalled.of(cores);
                }
                cores.stream()
                        .filter(core -> core.state == Core.State.ASLEEP)
                        .toList()
                        .forEach(core -> {
                            core.looksItself = core.repeats;
                            wake(core, now + STALLED_TURNS * core.attempt);
                        });
                continue;
            }
            now = events.firstTime();
            Object event = events.poll();
            if (event instanceof Core resumed) {
                running.go(resumed);
            } else {
                ((Runnable) event).run();
            }
            if (coherence.changes() > 0) {
                stalls = 0;
                coherence.forgetChanges();
            }
        }
    }

    // What the program on the running core does.

    RunningCore running() {
        return running;
    }

    /// The running core's clock in picoseconds; the machine's, if nobody runs.
    public double picoseconds() {
        return running.picoseconds();
    }

    /// Whether every program has ended and every store has reached its line, but for those of `others`.
    /// @param others programs that were put on cores first and do not end, such as servers
    public boolean isOver(int others) {
        for (int i = others; i < cores.size(); i++) { // asked after every event
            Core core = cores.get(i);
            if (core.state != Core.State.ENDED || !core.stores.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// The number of programs that have been put on cores.
    public int programs() {
        return cores.size();
    }

    /// The number of accesses that cores have made.
    public long accesses() {
        return running.accesses();
    }

    /// Passes time on the running core: work that touches no shared line.
    public void pass(double picoseconds) {
        running.pass(picoseconds);
    }

    // What the lines do to cores.

    void at(double time, Runnable happens) {
        events.add(time, happens);
    }

    double now() {
        return now;
    }

    void now(double time) {
        now = time;
    }

    /// Lets a core go on at a time.
    void resume(Core core, double time) {
        core.clock = Math.max(core.clock, time);
        events.add(core.clock, core);
    }

    /// Wakes a core that sleeps in a loop: it looks again at the first turn that ends at this time or later.
    void wake(Core core, double time) {
        for (CacheLine line : core.read) {
            line.sleepers.remove(core);
        }
        core.state = Core.State.LINE;
        double turns = Math.ceil(Math.max(0, time - core.turnBegan) / core.attempt);
        resume(core, core.turnBegan + turns * core.attempt);
    }

    // What is there to be read when it has run.

    /// The time that cores have waited for lines, all together, in picoseconds.
    public double waitedForLines() {
        return cores.stream().mapToDouble(core -> core.waitedForLines).sum();
    }

    /// The time that cores have slept in a loop until somebody changed a word, all together, in picoseconds.
    public double waitedForOthers() {
        return cores.stream().mapToDouble(core -> core.waitedForOthers).sum();
    }

    /// The number of lines that have come from memory, where no core had them.
    public long fromMemory() {
        return coherence.fromMemory();
    }

    /// The number of transactions that have brought a line from another core, by class of distance.
    public long[] transfers() {
        return coherence.transfers();
    }
}
