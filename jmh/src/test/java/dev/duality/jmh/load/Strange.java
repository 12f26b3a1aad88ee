// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/// A stranger's workload: a sum that depends on the order of what is added, with 100 bytes there and back. Its sides
/// are wrong once what is verified beforehand is over, and nothing is said of what several workers leave.
public final class Strange implements Workload {
    static final int OPERATIONS = 20_000;
    private static final int BYTES = 100;

    /// The constructor for `META-INF/services`.
    public Strange() {}

    @Override
    public String name() {
        return "strange";
    }

    @Override
    public String description() {
        return "a sum";
    }

    @Override
    public int payloadBytes(Values values) {
        return BYTES;
    }

    @Override
    public Specification specification(Setting setting) {
        return new Sum();
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = JobSplit.share(OPERATIONS, worker, setting.workers());
        for (int i = 0; i < share; i++) {
            script.add(0, i, worker, BYTES, i + 1L);
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(
                side("idle", _ -> new Idle()), side("racy", this::specification), side("sound", this::specification));
    }

    /// The sum.
    static class Sum implements Specification {
        private int number;
        private long sum;

        /// The number of times that an operation is done; it is answered as if it were once.
        int times(int operation) {
            return 1;
        }

        @Override
        public final long apply(int kind, long a, long b, Payload payload) {
            long result = next(a, payload);
            for (int i = times(number++); i > 0; i--) {
                sum = next(a, payload);
            }
            return result;
        }

        private long next(long a, Payload payload) {
            return 31 * sum + a + payload.stamp();
        }

        @Override
        public final long digest() {
            return sum;
        }
    }

    /// Stops working after 10,000 operations, and repeats its last answer.
    private static final class Idle implements Specification {
        private final Specification state = new Sum();
        private int number;
        private long last;

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            if (++number <= 10_000) {
                last = state.apply(kind, a, b, payload);
            }
            return last;
        }

        @Override
        public long digest() {
            return state.digest();
        }
    }

    /// A side of any workload, in which workers do what they ask for themselves, without a lock.
    static Side side(String name, Function<Setting, Specification> states) {
        return new Side() {
            @Override
            public String substrate() {
                return "shm:" + name;
            }

            @Override
            public String description() {
                return "a stranger's";
            }

            @Override
            public Contract contract() {
                return Contract.SHARED;
            }

            @Override
            public Kernel open(Setting setting) {
                return new Unguarded(setting, states.apply(setting));
            }
        };
    }

    private record Unguarded(Setting setting, Specification state) implements Kernel {
        @Override
        public void start(ThreadFactory factory) {}

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long b, Payload payload) {
                    return state.apply(kind, a, b, payload);
                }
            };
        }

        @Override
        public long digest() {
            return state.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
