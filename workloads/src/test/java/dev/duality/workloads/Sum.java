// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import java.util.Optional;

/// The smallest workload with a payload: adds stamps up, and sends the sum back as bytes. Sums commute.
public class Sum implements Workload {
    public static final int ADD = 0;
    public static final int GET = 1;
    public static final int BYTES = 128;
    public static final int OPERATIONS = 200;

    @Override
    public String name() {
        return "sum";
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
        return new Specification() {
            private long sum;

            @Override
            public long apply(int kind, long a, long b, Payload payload) {
                sum += kind == ADD ? payload.stamp() : 0;
                payload.stamp(sum, BYTES);
                return kind == ADD ? a + b : sum;
            }

            @Override
            public long digest() {
                return SplitMix64.of(sum);
            }
        };
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        for (int i = 0; i < JobSplit.share(OPERATIONS, worker, setting.workers()); i++) {
            script.add(ADD, worker, i, BYTES, i + 1L);
        }
        return script.build();
    }

    @Override
    public boolean commutes(Setting setting) {
        return true;
    }

    /// The sum is that of all stamps.
    @Override
    public Optional<String> violation(FinalState finalState) {
        long expected = finalState.scripts().stream()
                .mapToLong(script -> (long) script.size() * (script.size() + 1) / 2)
                .sum();
        long sum = finalState.ask(GET, 0, 0);
        return sum == expected ? Optional.empty() : Optional.of("the sum is %d, not %d".formatted(sum, expected));
    }
}
