// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.Hardware;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.simulation.multicore.Fiber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One execution on weak memory: the threads of a scenario, one access of one of them after the other, and what each
/// access may see. What is open is asked of a [Chooser].
///
/// - **Threads:** one; the scenario's are fibers. Used for one execution.
final class WeakMachine implements Hardware {
    /// The end of an execution.
    sealed interface Outcome {
        record Passed() implements Outcome {}

        record Failed(String reason) implements Outcome {}

        /// It is no execution: a store that was done early did not come, or came behind a barrier.
        record Discarded() implements Outcome {}

        /// It took more steps than it may.
        record TooLong() implements Outcome {}
    }

    /// One choice.
    ///
    /// @param early of [Chooser.Kind#EARLY] the stores that could be done, which are options 1 and on
    record Choice(Chooser.Kind kind, int option, List<EarlyStore> early) {}

    /// A scenario that is not opened, or judged, in the accesses that it has for that.
    static final class Endless extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private Endless(String message) {
            super(message);
        }
    }

    /// The most accesses and fences that open a scenario and judge it: a specification may have its state in a region.
    private static final int MOST_OUTSIDE = 100_000;

    private final Chooser chooser;
    private final CallSites sites;
    private final int mostSteps;
    private final Views.Agreed agreed = new Views.Agreed();
    private final List<WeakThread> threads = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    private final MemoryRules memory;
    private final List<WeakRegion> regions = new ArrayList<>();
    private int words;
    private int steps;
    private int outside; // accesses and fences while nobody runs
    private WeakThread running; // null while nobody runs
    private WeakThread next; // who was chosen to go on
    private Outcome over; // null while it goes on

    /// @param early the stores that may be done early
    WeakMachine(Chooser chooser, List<EarlyStore> early, CallSites sites, int mostSteps) {
        this.chooser = chooser;
        this.sites = sites;
        this.mostSteps = mostSteps;
        this.memory = new MemoryRules(this, early);
    }

    @Override
    public Region allocate(long bytes) {
        WeakRegion region = new WeakRegion(this, regions.size(), bytes);
        regions.add(region);
        return region;
    }

    @Override
    public WaitStrategy wait(Waiting waiting) {
        return waiting.kind().sleeps()
                ? WaitStrategy.parking(allocate(Region.APART), 0, new WeakParking(this))
                : new WeakWait(this);
    }

    MemoryWord word(EarlyStore.Place place) {
        return regions.get(place.region()).word(place);
    }

    int newWord() {
        return words++;
    }

    CallSites sites() {
        return sites;
    }

    MemoryRules memory() {
        return memory;
    }

    /// The thread that runs; empty while none does, so that what is done is no part of the execution.
    Optional<WeakThread> running() {
        return Optional.ofNullable(running);
    }

    /// The choices so far.
    List<Choice> choices() {
        return choices;
    }

    int steps() {
        return steps;
    }

    private void spawn(Runnable program, boolean isWorker) {
        int number = threads.size();
        Views views = running == null ? new Views(agreed) : running.views.child();
        threads.add(new WeakThread(number, isWorker, views, () -> run(program)));
    }

    /// Whatever a program throws is what its scenario came to.
    private void run(Runnable program) {
        try {
            program.run();
        } catch (RuntimeException | Error e) {
            end(new Outcome.Failed("thread %d: %s".formatted(running.number, e)));
        }
        running.ended = true;
        if (!running.owed.isEmpty()) {
            over = new Outcome.Discarded();
        }
    }

    /// Runs a scenario from its beginning to its end.
    Outcome run(MemoryScenario scenario) {
        // around all of it, and not in each fiber: one that is left in the middle would never give the binding back
        return Hardware.in(this, () -> runBound(scenario));
    }

    private Outcome runBound(MemoryScenario scenario) {
        List<Runnable> servers = new ArrayList<>();
        MemoryScenario.Trial trial = scenario.open(servers::add);
        trial.workers().forEach(worker -> spawn(worker, true));
        servers.forEach(server -> spawn(server, false));
        while (over == null && threads.stream().anyMatch(thread -> thread.isWorker && !thread.ended)) {
            WeakThread chosen = next == null ? choose(Optional.empty()) : next;
            next = null;
            if (chosen == null) {
                return new Outcome.Failed("nobody can go on: " + standing());
            }
            chosen.endWait();
            chosen.isChosen = true;
            running = chosen;
            chosen.fiber.run();
            running = null;
        }
        if (over != null) {
            return over;
        }
        if (threads.stream().anyMatch(thread -> !thread.owed.isEmpty())) {
            return new Outcome.Discarded();
        }
        return judged(trial);
    }

    /// The questions when all have ended may fail, too: one may find a lock that nobody will give back.
    private static Outcome judged(MemoryScenario.Trial trial) {
        try {
            return trial.verdict().<Outcome>map(Outcome.Failed::new).orElseGet(Outcome.Passed::new);
        } catch (RuntimeException | Error e) {
            return new Outcome.Failed("when all had ended: " + e);
        }
    }

    private String standing() {
        return String.join(
                "; ",
                threads.stream()
                        .filter(thread -> !thread.ended)
                        .map(WeakThread::standing)
                        .toList());
    }

    /// @param runs who runs, if it can go on
    /// @return null if nobody can
    private WeakThread choose(Optional<WeakThread> runs) {
        List<WeakThread> able = new ArrayList<>(threads.size());
        runs.ifPresent(able::add);
        for (WeakThread thread : threads) {
            if (thread != running && thread.canGoOn()) {
                able.add(thread);
            }
        }
        if (runs.isEmpty() && running != null && running.canGoOn()) {
            able.add(running);
        }
        if (able.isEmpty()) {
            return null;
        }
        List<Integer> numbers = able.stream().map(thread -> thread.number).toList();
        return able.get(choose(Chooser.Kind.THREAD, able.size(), numbers, runs.isEmpty(), List.of()));
    }

    /// @return the choice; 0 where there is none
    int choose(Chooser.Kind kind, int options) {
        return choose(kind, options, List.of(), false, List.of());
    }

    /// @return 0 for none, or the number of a store, from 1
    int chooseEarly(List<EarlyStore> early) {
        return choose(Chooser.Kind.EARLY, early.size() + 1, List.of(), false, early);
    }

    private int choose(Chooser.Kind kind, int options, List<Integer> numbers, boolean forced, List<EarlyStore> early) {
        if (options < 2) {
            return 0;
        }
        int choice = chooser.choose(kind, options, numbers, forced);
        choices.add(new Choice(kind, choice, early));
        return choice;
    }

    /// Before each access: another thread may come first.
    void step() {
        if (++steps > mostSteps) {
            end(new Outcome.TooLong());
        }
        if (!running.isChosen) {
            WeakThread chosen = choose(running());
            if (chosen != running) {
                next = chosen;
                Fiber.suspend();
            }
        }
        running.isChosen = false;
    }

    /// Before each access or fence that may be no thread's: then it opens a scenario or judges it.
    /// @return whether it is
    /// @throws Endless if there are more of those than may be
    boolean stepOutside() {
        if (running != null) {
            return false;
        }
        if (++outside > MOST_OUTSIDE) {
            throw new Endless(
                    "it is opened or judged in more than %,d accesses: it waits there for somebody, or is too large"
                            .formatted(MOST_OUTSIDE));
        }
        return true;
    }

    /// The running thread has looked for something in vain, and goes on when that may have changed.
    void idle() {
        if (running == null) {
            throw new IllegalStateException(
                    "somebody waits while a scenario is opened or judged, and nobody can go on");
        }
        if (++steps > mostSteps) {
            end(new Outcome.TooLong());
        }
        if (!running.owed.isEmpty()) {
            end(new Outcome.Discarded()); // whether the store comes is open until the wait is over
        }
        running.passable.clear();
        running.beginWait();
        chooser.looksInVain(running.number);
        Fiber.suspend();
    }

    void park() {
        if (!running.permit) {
            running.parked = true;
            Fiber.suspend();
            running.parked = false;
        }
        running.permit = false;
    }

    /// Ends the execution; what runs never goes on.
    void end(Outcome outcome) {
        over = outcome;
        while (true) {
            Fiber.suspend();
        }
    }
}
