// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.counter;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Footprint;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A number and two operations: add, and add and get the value before.
public final class CounterWorkload implements Workload {
    static final int ADD = 0;
    static final int FETCH_AND_ADD = 1;
    static final int GET = 2;

    public static final Parameter<String> OP = Parameter.oneOf(
            "op",
            "what workers ask for: the value before, or nothing, or they tell it and want no reply",
            "fetch-and-add",
            "add",
            "tell");
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public String description() {
        return "one number that everybody adds to, asking for its value or not";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(OP, OPERATIONS);
    }

    @Override
    public Specification specification(Setting setting) {
        return new Counter();
    }

    /// The sequential counter.
    private static final class Counter implements Specification {
        private static final Payload NONE = new Payload(0);

        private long value;

        @Override
        public long apply(int kind, long delta, long b, Payload payload) {
            long before = value;
            return switch (kind) {
                case ADD -> {
                    value += delta;
                    yield 0;
                }
                case FETCH_AND_ADD -> {
                    value += delta;
                    yield before;
                }
                case GET -> before;
                default -> throw new IllegalArgumentException("a counter has no operation " + kind);
            };
        }

        /// Each pass adds the same, so what it answers grows by that much for each operation that answers.
        @Override
        public OptionalLong passes(Script script, long count) {
            long start = value;
            long answers = 0; // of one pass, from 0 on
            long asked = 0;
            value = 0;
            for (int i = 0; i < script.size(); i++) {
                answers += apply(script.kind(i), script.a(i), script.b(i), NONE);
                asked += script.kind(i) == ADD ? 0 : 1;
            }
            long added = value;
            value = start + count * added;
            long before = count % 2 == 0 ? count / 2 * (count - 1) : (count - 1) / 2 * count; // 0 + 1 + ... passes
            return OptionalLong.of(count * answers + asked * (count * start + before * added));
        }

        @Override
        public long digest() {
            return SplitMix64.of(value);
        }
    }

    /// Whether workers want the value before.
    static boolean fetches(Setting setting) {
        return setting.get(OP).equals("fetch-and-add");
    }

    @Override
    public boolean tells(Setting setting) {
        return setting.get(OP).equals("tell");
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        int kind = fetches(setting) ? FETCH_AND_ADD : ADD;
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            script.add(kind, 1, 0);
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(new WordSide(), new StripedSide());
    }

    @Override
    public Optional<Footprint> footprint(Setting setting) {
        return Optional.of(Footprint.ONE_LINE);
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // the final value; what fetch-and-add returns on the way is checked below
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return true; // values before are 0, 1, 2, ..., whoever gets which
    }

    /// The sum is right, and no two operations got the same value before.
    @Override
    public Optional<String> violation(FinalState finalState) {
        long expected = finalState.scripts().stream().mapToLong(Script::size).sum();
        long value = finalState.ask(GET, 0, 0);
        if (value != expected) {
            return Optional.of("the counter is %d after %d additions of 1".formatted(value, expected));
        }
        if (!fetches(finalState.setting())) {
            return Optional.empty();
        }
        long[] befores = finalState.results().stream()
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
