// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import dev.duality.shm.SplitMix64;
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
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A word in each of a few lines, and one operation: add 1 to all of them, and get the first one's value before. If it
/// is asked for, some operations only read, all lines at once.
///
/// By an atomic addition for each line an operation is as many atomic steps as there are lines, and yet it happens at
/// one moment, the step
/// on the first line: what it answers, and what a read of the first line answers, come from that word alone. A read of
/// another line may come between the steps, and no order explains what it sees. So that side refuses scripts that hold
/// reads, and the invariants look at each line only when every operation has ended.
public final class LinesWorkload implements Workload {
    /// Adds 1 to each line, and gives the first line's value before.
    public static final int ADD = 0;

    /// Gives the value of line `a`. While somebody adds, this is for the first line, 0, alone.
    static final int GET = 1;

    /// Gives the sum of all lines, as they were at one moment.
    public static final int READ = 2;

    static final int MAX_LINES = 8;

    public static final Parameter<Long> LINES =
            Parameter.integer("lines", "how many lines an operation changes", "lines", 4, 1, MAX_LINES);
    public static final Parameter<Long> THINK = Parameter.integer(
            "think",
            "a worker's own work before each operation of the closed loop and the job; not subtracted",
            "ns",
            0,
            0,
            100_000);
    public static final Parameter<Long> READS = Parameter.integer(
                    "reads", "how many operations of 100 only read, all lines at once", "", 0, 0, 100)
            .formerly("looks");
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    private final Pace pace = new Pace();

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String description() {
        return "a word in each of a few cache lines: everybody adds to all of them";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(LINES, THINK, READS, pace.parameter(), OPERATIONS);
    }

    static int lines(Setting setting) {
        return setting.getInt(LINES);
    }

    static long reads(Setting setting) {
        return setting.get(READS);
    }

    @Override
    public Specification specification(Setting setting) {
        return new PlainLines(lines(setting));
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        long reads = reads(setting);
        SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        for (long i = 0; i < share; i++) {
            script.add(random.nextInt(100) < reads ? READ : ADD, 0, 0);
        }
        return script.build();
    }

    @Override
    public long thinkSteps(Setting setting) {
        return Pace.steps(setting, THINK);
    }

    @Override
    public List<Side> sides() {
        return List.of(new AtomicAddsSide(), new SeqLockSide());
    }

    @Override
    public Optional<Footprint> footprint(Setting setting) {
        return Optional.of(new Footprint() {
            @Override
            public int lines() {
                return LinesWorkload.lines(setting);
            }

            @Override
            public void of(int kind, long a, long b, Lines touched) {
                if (kind == GET) {
                    touched.read((int) a);
                    return;
                }
                for (int line = 0; line < lines(); line++) {
                    if (kind == ADD) {
                        touched.write(line);
                    } else {
                        touched.read(line);
                    }
                }
            }
        });
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // the final values; what operations answer on the way is checked below
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return reads(setting) == 0; // values before are 0, 1, 2, ..., whoever gets which; sums depend on when one reads
    }

    /// Every line is the number of additions, no two of them got the same value before, and no read saw lines that
    /// differ.
    @Override
    public Optional<String> violation(FinalState finalState) {
        int lines = lines(finalState.setting());
        long[] befores = answers(finalState, ADD).sorted().toArray();
        long expected = befores.length;
        for (int line = 0; line < lines; line++) {
            long value = finalState.ask(GET, line, 0);
            if (value != expected) {
                return Optional.of("line %d is %d after %d additions of 1".formatted(line, value, expected));
            }
        }
        OptionalLong uneven =
                answers(finalState, READ).filter(sum -> sum % lines != 0).findFirst();
        if (uneven.isPresent()) {
            return Optional.of("a read gave the sum %d, which %d lines that are alike never have"
                    .formatted(uneven.getAsLong(), lines));
        }
        for (int i = 0; i < befores.length; i++) {
            if (befores[i] != i) {
                return Optional.of("value %d was never fetched, or one before it twice".formatted(i));
            }
        }
        return Optional.empty();
    }

    /// The answers to the operations of a kind, of all workers together.
    private static LongStream answers(FinalState finalState, int kind) {
        return IntStream.range(0, finalState.scripts().size()).boxed().flatMapToLong(worker -> {
            Script script = finalState.scripts().get(worker);
            long[] results = finalState.results().get(worker);
            return IntStream.range(0, script.size())
                    .filter(i -> script.kind(i) == kind)
                    .mapToLong(i -> results[i]);
        });
    }
}
