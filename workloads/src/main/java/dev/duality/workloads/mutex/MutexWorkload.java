// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mutex;

import dev.duality.workloads.FinalState;
import dev.duality.workloads.Footprint;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Pace;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// A critical section: two words that belong together, and one operation that reads both, works for a while, and writes
/// both. They only hold if nobody else is inside. Over shared memory somebody lets one worker in at a time: a spin
/// lock, a ticket, a queue, or the bakery, which takes loads and stores only; over messages the owner does what all ask
/// for. In virtual time processes agree by messages alone who may enter (Lamport, "Time, Clocks, and the Ordering of
/// Events in a Distributed System", 1978).
public final class MutexWorkload implements Workload {
    /// Enters, takes `a` steps of work inside, leaves, and gives the number of entries before.
    static final int ENTER = 0;

    public static final Parameter<Long> WORK =
            Parameter.integer("work", "work inside the critical section", "ns", 0, 0, 100_000);
    public static final Parameter<Long> THINK = Parameter.integer(
            "think",
            "a worker's own work before each operation of the closed loop and the job; not subtracted",
            "ns",
            0,
            0,
            100_000);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    private final Pace pace = new Pace();

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public String description() {
        return "a critical section: two words that only hold if one at a time is inside";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(WORK, THINK, pace.parameter(), OPERATIONS);
    }

    @Override
    public Specification specification(Setting setting) {
        return new TwoWords();
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        long steps = Pace.steps(setting, WORK);
        for (long i = 0; i < share; i++) {
            script.add(ENTER, steps, 0);
        }
        return script.build();
    }

    @Override
    public long thinkSteps(Setting setting) {
        return Pace.steps(setting, THINK);
    }

    /// The two words lie in one line; the work inside takes what was asked for, on any machine.
    @Override
    public Optional<Footprint> footprint(Setting setting) {
        return Optional.of(new Footprint() {
            @Override
            public int lines() {
                return Footprint.ONE_LINE.lines();
            }

            @Override
            public double nanos() {
                return setting.get(WORK);
            }

            @Override
            public void of(int kind, long a, long b, Lines touched) {
                Footprint.ONE_LINE.of(kind, a, b, touched);
            }
        });
    }

    @Override
    public List<Side> sides() {
        return List.of(new BakerySide());
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // all entries are alike; which number each got is checked below
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return true; // numbers of entries are 0, 1, 2, ..., whoever gets which
    }

    /// Every number of entries before was given once: two that were inside together would have got the same.
    @Override
    public Optional<String> violation(FinalState finalState) {
        long[] befores = finalState.results().stream()
                .flatMapToLong(LongStream::of)
                .sorted()
                .toArray();
        for (int i = 0; i < befores.length; i++) {
            if (befores[i] != i) {
                return Optional.of("entry %d was never given, or one before it twice: two were inside".formatted(i));
            }
        }
        return Optional.empty();
    }
}
