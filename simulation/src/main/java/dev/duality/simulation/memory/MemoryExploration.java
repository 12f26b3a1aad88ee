// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.simulation.multicore.Fiber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Executions of a scenario on weak memory, until one of them is wrong or the budget is spent: first all of them in
/// which a few choices differ from a strongly ordered machine's, then others at random. The same budget gives the same
/// ones.
///
/// - **Threads:** one.
public final class MemoryExploration {
    /// The extent of an exploration.
    ///
    /// @param mostDifferences the highest number of choices that may differ, all of which are tried
    /// @param exhaustive how many executions that may take, for each number
    /// @param random how many executions at random come then
    /// @param seed of those
    public record Budget(int mostDifferences, int exhaustive, int random, long seed) {
        /// @param random how many executions at random; a fourth of them before, for each number of choices that
        ///     differ
        public static Budget of(int random, long seed) {
            return new Budget(MOST_DIFFERENCES, Math.max(1, random / 4), random, seed);
        }

        public Budget {
            if (mostDifferences < 0 || exhaustive < 1 || random < 0) {
                throw new IllegalArgumentException(
                        "a budget is positive: " + mostDifferences + ", " + exhaustive + ", " + random);
            }
        }
    }

    /// The result of an exploration.
    ///
    /// @param executions how many were run, those that were none in the end included
    /// @param allUpTo up to how many choices that differ all executions were tried; -1 if not even those without any
    /// @param passed how many came to an end, and nothing was wrong in it
    /// @param tooLong how many did not end within the steps they have
    /// @param failure the first that was wrong
    public record Result(long executions, int allUpTo, long passed, long tooLong, Optional<Failure> failure) {
        /// Whether none came to an end, so that nothing was looked at.
        public boolean isEndless() {
            return failure.isEmpty() && passed == 0 && executions > 0;
        }
    }

    /// An execution that is wrong, made as simple as it could be.
    ///
    /// @param reason what is wrong
    /// @param schedule how to have it again
    /// @param trace what each access saw, a line each
    public record Failure(String reason, MemorySchedule schedule, List<String> trace) {
        public Failure {
            trace = List.copyOf(trace);
        }
    }

    private static final int LEAST_STEPS = 4_000; // that an execution may have
    private static final int TIMES_IN_ORDER = 4; // as many as a strongly ordered machine's may it have, too
    private static final int MOST_STEPS_IN_ORDER = 100_000;
    private static final int MOST_DIFFERENCES = 2;
    private static final double LONG = 1_500; // steps of an execution
    private static final double WORK = 1_000_000; // steps of short executions
    private static final int LEAST_AT_RANDOM = 20;
    private static final int MOST_AT_RANDOM = 10_000;
    private static final int MOST_EARLY = 48;
    private static final int MOST_WAYS = 4; // in which loads lead to one early store
    private static final int MOST_SIMPLER = 1_500; // executions that may be spent on a simpler failure

    private final MemoryScenario scenario;
    private final Optional<Mutant> mutant;
    private final int stepsInOrder;
    private final int mostSteps;
    private final Set<EarlyStore> shown = new LinkedHashSet<>();
    private long executions;
    private long passed;
    private long tooLong;
    private int length = 20;

    /// @param mutant what is weaker than the code says
    public MemoryExploration(MemoryScenario scenario, Optional<Mutant> mutant) {
        this.scenario = scenario;
        this.mutant = mutant;
        this.stepsInOrder = stepsInOrder(scenario);
        this.mostSteps = Math.max(LEAST_STEPS, TIMES_IN_ORDER * stepsInOrder);
    }

    /// The steps of the execution of a strongly ordered machine; 0 if it has no end, or is none.
    private static int stepsInOrder(MemoryScenario scenario) {
        WeakMachine machine = new WeakMachine(
                new MemoryReplay(List.of()), List.of(), CallSites.of(Optional.empty()), MOST_STEPS_IN_ORDER);
        try {
            return machine.run(scenario) instanceof WeakMachine.Outcome.TooLong ? 0 : machine.steps();
        } catch (WeakMachine.Endless e) {
            return 0;
        }
    }

    /// As many executions at random as come to about so much work for each scenario: 10,000 of short ones, which have
    /// what comes once in 2,000 with 99 %, and fewer of long ones.
    /// Of what has no end in order the fewest.
    /// @param seed of those
    public Budget usual(long seed) {
        if (stepsInOrder == 0) {
            return Budget.of(LEAST_AT_RANDOM, seed);
        }
        double work = stepsInOrder * (1 + stepsInOrder / LONG); // a step of a long one has more words in its views
        int random = (int) Math.clamp(WORK / work, LEAST_AT_RANDOM, MOST_AT_RANDOM);
        return Budget.of(random, seed);
    }

    /// The reason why there is no weak memory in this JVM, and what to do about it; empty if there is.
    public static Optional<String> unavailable() {
        return Fiber.unavailable();
    }

    /// Explores.
    public Result explore(Budget budget) {
        Optional<Failure> failure = Optional.empty();
        int allUpTo = -1;
        for (int differences = 0; differences <= budget.mostDifferences() && failure.isEmpty(); differences++) {
            Ended ended = all(differences, List.of(), budget.exhaustive());
            failure = ended.failure;
            List<EarlyStore> early = early();
            if (failure.isEmpty() && differences > 0 && !early.isEmpty()) {
                Ended withEarly = all(differences, early, budget.exhaustive());
                failure = withEarly.failure;
                ended = new Ended(failure, ended.isAll && withEarly.isAll);
            }
            if (failure.isEmpty() && ended.isAll && allUpTo == differences - 1) {
                allUpTo = differences;
            }
            if (!ended.isAll) {
                break;
            }
        }
        if (failure.isEmpty()) {
            failure = random(budget);
        }
        return new Result(executions, allUpTo, passed, tooLong, failure);
    }

    /// Whether any execution at all is wrong.
    /// @param withEarly whether stores may be done early
    boolean isEverWrong(boolean withEarly) {
        Ended ended = all(Integer.MAX_VALUE, List.of(), Integer.MAX_VALUE);
        return ended.failure.isPresent()
                || withEarly
                        && all(Integer.MAX_VALUE, early(), Integer.MAX_VALUE)
                                .failure
                                .isPresent();
    }

    private List<EarlyStore> early() {
        Map<EarlyStore, Integer> ways = new HashMap<>();
        List<EarlyStore> early = new ArrayList<>();
        for (EarlyStore one : shown) {
            EarlyStore anyway = one.anyway();
            if ((ways.containsKey(anyway) || ways.size() < MOST_EARLY)
                    && ways.merge(anyway, 1, Integer::sum) <= MOST_WAYS) {
                early.add(one);
            }
        }
        return early;
    }

    private record Ended(Optional<Failure> failure, boolean isAll) {}

    private Ended all(int differences, List<EarlyStore> early, int most) {
        DepthFirst choices = new DepthFirst(differences);
        for (int execution = 0; execution < most; execution++) {
            Optional<Failure> failure = failureOf(choices, early);
            if (failure.isPresent()) {
                return new Ended(failure, false);
            }
            if (!choices.next()) {
                return new Ended(Optional.empty(), true);
            }
        }
        return new Ended(Optional.empty(), false);
    }

    private Optional<Failure> random(Budget budget) {
        SplittableRandom seeds = new SplittableRandom(budget.seed());
        for (int execution = 0; execution < budget.random(); execution++) {
            SplittableRandom random = seeds.split();
            List<EarlyStore> early = execution % 2 == 0 ? List.of() : early();
            Optional<Failure> failure = failureOf(new RandomPriorities(random, length), early);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<Failure> failureOf(Chooser chooser, List<EarlyStore> early) {
        WeakMachine machine = new WeakMachine(chooser, early, CallSites.of(mutant), mostSteps);
        WeakMachine.Outcome outcome = machine.run(scenario);
        executions++;
        length = Math.max(length, machine.choices().size());
        if (shown.size() < MOST_EARLY * MOST_WAYS) {
            shown.addAll(machine.memory().shown());
        }
        return switch (outcome) {
            case WeakMachine.Outcome.Passed() -> {
                passed++;
                yield Optional.empty();
            }
            case WeakMachine.Outcome.Discarded() -> Optional.empty();
            case WeakMachine.Outcome.TooLong() -> {
                tooLong++;
                yield Optional.empty();
            }
            case WeakMachine.Outcome.Failed _ -> Optional.of(simplified(schedule(machine, early)));
        };
    }

    private static MemorySchedule schedule(WeakMachine machine, List<EarlyStore> early) {
        return new MemorySchedule(
                machine.choices().stream().map(WeakMachine.Choice::option).toList(), early);
    }

    private Failure simplified(MemorySchedule first) {
        MemorySchedule best = first.trimmed();
        int left = MOST_SIMPLER;
        boolean better = true;
        while (better && left > 0) {
            better = false;
            for (int at = best.choices().size() - 1; at >= 0 && left > 0; at--) {
                if (at < best.choices().size() && best.choices().get(at) != 0) {
                    List<Integer> fewer = new ArrayList<>(best.choices());
                    fewer.set(at, 0);
                    left--;
                    Optional<MemorySchedule> tried = failing(new MemorySchedule(fewer, best.early()));
                    if (tried.isPresent() && differences(tried.get()) < differences(best)) {
                        best = tried.get();
                        better = true;
                    }
                }
            }
        }
        return replay(withoutUnused(best)).orElseThrow(() -> new IllegalStateException("a failure did not come again"));
    }

    private static long differences(MemorySchedule schedule) {
        return schedule.choices().stream().filter(choice -> choice != 0).count();
    }

    private WeakMachine run(MemorySchedule schedule, CallSites sites) {
        return new WeakMachine(new MemoryReplay(schedule.choices()), schedule.early(), sites, mostSteps);
    }

    private Optional<MemorySchedule> failing(MemorySchedule schedule) {
        WeakMachine machine = run(schedule, CallSites.of(mutant));
        return machine.run(scenario) instanceof WeakMachine.Outcome.Failed
                ? Optional.of(schedule(machine, schedule.early()).trimmed())
                : Optional.empty();
    }

    /// The same execution with only those early stores on offer that are done, with all the ways to each of them: in
    /// which way one is open differs from load to load, and no choice may be lost.
    private MemorySchedule withoutUnused(MemorySchedule schedule) {
        WeakMachine machine = run(schedule, CallSites.of(mutant));
        machine.run(scenario);
        Set<EarlyStore> used = machine.choices().stream()
                .filter(choice -> choice.kind() == Chooser.Kind.EARLY && choice.option() > 0)
                .map(choice -> choice.early().get(choice.option() - 1).anyway())
                .collect(Collectors.toSet());
        List<Integer> choices = new ArrayList<>();
        for (WeakMachine.Choice choice : machine.choices()) {
            if (choice.kind() != Chooser.Kind.EARLY) {
                choices.add(choice.option());
                continue;
            }
            List<EarlyStore> open = usedOf(choice.early(), used);
            if (!open.isEmpty()) {
                choices.add(
                        choice.option() == 0
                                ? 0
                                : 1 + open.indexOf(choice.early().get(choice.option() - 1)));
            }
        }
        return new MemorySchedule(choices, usedOf(schedule.early(), used)).trimmed();
    }

    private static List<EarlyStore> usedOf(List<EarlyStore> early, Set<EarlyStore> used) {
        return early.stream().filter(one -> used.contains(one.anyway())).toList();
    }

    /// Runs one schedule again.
    /// @return empty if nothing is wrong in it
    public Optional<Failure> replay(MemorySchedule schedule) {
        CallSites sites = new CallSites(mutant, false, true);
        WeakMachine machine = run(schedule, sites);
        return machine.run(scenario) instanceof WeakMachine.Outcome.Failed(String reason)
                ? Optional.of(new Failure(reason, schedule, sites.trace()))
                : Optional.empty();
    }

    /// The reason why weak memory sees nothing of a scenario: none of the code's accesses goes through its regions, or
    /// it is too large to be opened. What is not seen agrees whatever it does. Empty if it is seen.
    public static Optional<String> unseen(MemoryScenario scenario) {
        try {
            return sites(scenario, 1).stream().anyMatch(Site::isOfTheCode)
                    ? Optional.empty()
                    : Optional.of("none of its accesses goes through a region");
        } catch (WeakMachine.Endless e) {
            return Optional.of(e.getMessage());
        }
    }

    /// Whether in one of so many executions two threads come to one word that one of them writes. Where none ever do,
    /// an agreement says nothing.
    public static boolean meet(MemoryScenario scenario, int executions) {
        SplittableRandom seeds = new SplittableRandom(1);
        for (int execution = 0; execution < executions; execution++) {
            CallSites recorded = new CallSites(Optional.empty(), true, false);
            try {
                run(scenario, recorded, seeds.split());
            } catch (WeakMachine.Endless _) {
                return false;
            }
            if (recorded.haveMet()) {
                return true;
            }
        }
        return false;
    }

    private static void run(MemoryScenario scenario, CallSites recorded, SplittableRandom random) {
        new WeakMachine(new RandomPriorities(random, 40), List.of(), recorded, MOST_STEPS_IN_ORDER).run(scenario);
    }

    /// The accesses and fences of the code that so many executions make.
    static Set<Site> sites(MemoryScenario scenario, int executions) {
        Set<Site> sites = new TreeSet<>();
        SplittableRandom seeds = new SplittableRandom(1);
        for (int execution = 0; execution < executions; execution++) {
            CallSites recorded = new CallSites(Optional.empty(), true, false);
            run(scenario, recorded, seeds.split());
            sites.addAll(recorded.seen());
        }
        return sites;
    }
}
