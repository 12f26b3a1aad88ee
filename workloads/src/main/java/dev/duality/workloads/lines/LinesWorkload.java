// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import dev.duality.workloads.Aftermath;
import dev.duality.workloads.Pace;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Shares;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A word in each of a few lines, and one operation: add 1 to all of them, and get the first one's value before.
///
/// Without a lock an operation is as many atomic steps as there are lines, and yet it happens at one moment, the step
/// on the first line: what it answers, and what a look at the first line answers, come from that word alone. A look at
/// another line may come between the steps, and no order explains what it sees; so scripts hold no looks, and the
/// invariants look at all lines only when every operation has ended.
public final class LinesWorkload implements Workload {
    /// Adds 1 to each line, and gives the first line's value before.
    static final int ADD = 0;

    /// Gives the value of line `a`. While somebody adds, this is for the first line, 0, alone.
    static final int GET = 1;

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
                pace.parameter(),
                Parameter.whole("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24));
    }

    static int lines(Setting setting) {
        return (int) setting.values().whole("lines");
    }

    @Override
    public Specification specification(Setting setting) {
        return new PlainLines(lines(setting));
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = Shares.of(setting.values().whole("operations"), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            script.add(ADD, 0, 0);
        }
        return script.build();
    }

    @Override
    public long thinkSteps(Setting setting) {
        return Pace.steps(setting, "think");
    }

    @Override
    public List<Side> sides() {
        return List.of(new AtomicAddsSide());
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // the final values; what operations answer on the way is checked below
    }

    /// Every line is the number of operations, and no two operations got the same value before.
    @Override
    public Optional<String> violation(Aftermath aftermath) {
        long expected = aftermath.scripts().stream().mapToLong(Script::size).sum();
        for (int line = 0; line < lines(aftermath.setting()); line++) {
            long value = aftermath.ask(GET, line, 0);
            if (value != expected) {
                return Optional.of("line %d is %d after %d additions of 1".formatted(line, value, expected));
            }
        }
        long[] befores = aftermath.results().stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        for (int i = 0; i < befores.length; i++) {
            if (befores[i] != i) {
                return Optional.of("value %d was never fetched, or one before it twice".formatted(i));
            }
        }
        return Optional.empty();
    }
}
