// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Aftermath;
import dev.duality.workloads.Pace;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Shares;
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
/// is asked for, some operations only look, at all lines at once.
///
/// By an atomic addition for each line an operation is as many atomic steps as there are lines, and yet it happens at
/// one moment, the step
/// on the first line: what it answers, and what a look at the first line answers, come from that word alone. A look at
/// another line may come between the steps, and no order explains what it sees. So that side refuses scripts that hold
/// looks, and the invariants look at each line only when every operation has ended.
public final class LinesWorkload implements Workload {
    /// Adds 1 to each line, and gives the first line's value before.
    static final int ADD = 0;

    /// Gives the value of line `a`. While somebody adds, this is for the first line, 0, alone.
    static final int GET = 1;

    /// Gives the sum of all lines, as they were at one moment.
    static final int LOOK = 2;

    static final int MAX_LINES = 8;

    private final Pace pace = new Pace();

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String about() {
        return "a word in each of a few cache lines: everybody adds to all of them";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.whole("lines", "how many lines an operation changes", "lines", 4, 1, MAX_LINES),
                Parameter.whole(
                        "think",
                        "a worker's own work before each operation of the closed loop and the job; not subtracted",
                        "ns",
                        0,
                        0,
                        100_000),
                Parameter.whole("looks", "how many operations of 100 only look, at all lines at once", "", 0, 0, 100),
                pace.parameter(),
                Parameter.whole("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24));
    }

    static int lines(Setting setting) {
        return (int) setting.values().whole("lines");
    }

    static long looks(Setting setting) {
        return setting.values().whole("looks");
    }

    @Override
    public Specification specification(Setting setting) {
        return new PlainLines(lines(setting));
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = Shares.of(setting.values().whole("operations"), worker, setting.workers());
        long looks = looks(setting);
        SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        for (long i = 0; i < share; i++) {
            script.add(random.nextInt(100) < looks ? LOOK : ADD, 0, 0);
        }
        return script.build();
    }

    @Override
    public long thinkSteps(Setting setting) {
        return Pace.steps(setting, "think");
    }

    @Override
    public List<Side> sides() {
        return List.of(new AtomicAddsSide(), new SeqLockSide());
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // the final values; what operations answer on the way is checked below
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return looks(setting) == 0; // values before are 0, 1, 2, ..., whoever gets which; sums depend on when one looks
    }

    /// Every line is the number of additions, no two of them got the same value before, and no look saw lines that
    /// differ.
    @Override
    public Optional<String> violation(Aftermath aftermath) {
        int lines = lines(aftermath.setting());
        long[] befores = answers(aftermath, ADD).sorted().toArray();
        long expected = befores.length;
        for (int line = 0; line < lines; line++) {
            long value = aftermath.ask(GET, line, 0);
            if (value != expected) {
                return Optional.of("line %d is %d after %d additions of 1".formatted(line, value, expected));
            }
        }
        OptionalLong uneven =
                answers(aftermath, LOOK).filter(sum -> sum % lines != 0).findFirst();
        if (uneven.isPresent()) {
            return Optional.of("a look gave the sum %d, which %d lines that are alike never have"
                    .formatted(uneven.getAsLong(), lines));
        }
        for (int i = 0; i < befores.length; i++) {
            if (befores[i] != i) {
                return Optional.of("value %d was never fetched, or one before it twice".formatted(i));
            }
        }
        return Optional.empty();
    }

    /// What operations of a kind gave, all workers together.
    private static LongStream answers(Aftermath aftermath, int kind) {
        return IntStream.range(0, aftermath.scripts().size()).boxed().flatMapToLong(worker -> {
            Script script = aftermath.scripts().get(worker);
            long[] results = aftermath.results().get(worker);
            return IntStream.range(0, script.size())
                    .filter(i -> script.kind(i) == kind)
                    .mapToLong(i -> results[i]);
        });
    }
}
