// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import dev.duality.shm.Payload;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A workload in which something goes wrong when it is measured; while it is verified all is well.
public final class Faulty implements Workload {
    /// The number of operations that [#script] holds; a closed loop goes round and round it, a verification once
    /// through at most.
    private static final int OPERATIONS = 12_000;

    /// More than is verified, and less than is measured.
    private static final int UNVERIFIED = 300; // few, for a busy machine does few in its time

    private static final Parameter<String> FAULT = Parameter.oneOf(
            "fault",
            "what goes wrong",
            "none",
            "throws",
            "words",
            "hangs",
            "kind",
            "payload",
            "counts",
            "exits",
            "keeps",
            "pipes");

    /// The constructor for `META-INF/services`.
    public Faulty() {}

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public String description() {
        return "a sum that goes wrong";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FAULT);
    }

    @Override
    public int payloadBytes(Values values) {
        return 8;
    }

    @Override
    public Specification specification(Setting setting) {
        return new Sum(setting.get(FAULT));
    }

    @Override
    public Script script(Setting setting, int worker) {
        String fault = setting.get(FAULT);
        Script.Builder script = Script.builder();
        for (int i = 0; i < OPERATIONS; i++) {
            boolean now = i == UNVERIFIED;
            script.add(now && fault.equals("kind") ? 7 : 0, i, 0, now && fault.equals("payload") ? 16 : 8, i);
        }
        return script.build();
    }

    private static final class Sum implements Specification {
        private final String fault;
        private final List<long[]> kept = new ArrayList<>();
        private int count;
        private long sum;

        Sum(String fault) {
            this.fault = fault;
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            if (kind != 0) {
                throw new IllegalArgumentException("a sum has no operation " + kind);
            }
            if (++count == UNVERIFIED && !Thread.currentThread().getName().equals("main")) {
                goWrong();
            }
            return sum += a;
        }

        private void goWrong() {
            switch (fault) { // in a kernel, not where the specification alone is timed
                case "throws" -> throw new IllegalStateException("the sum ran over");
                case "words" -> throw new IllegalStateException("\n\n\tmany\nwords\u0007 \n");
                case "hangs" -> {
                    while (count > 0) {
                        Thread.onSpinWait();
                    }
                }
                case "exits" -> System.exit(130);
                case "keeps" -> keep();
                case "pipes" -> pipe();
                default -> {}
            }
        }

        private void keep() {
            while (count > 0) {
                kept.add(new long[1 << 17]);
            }
        }

        /// In place of the report, and then an end.
        private static void pipe() {
            Path report = Path.of(System.getProperty("java.io.tmpdir"), "report.json");
            try {
                new ProcessBuilder("mkfifo", report.toString()).start().waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            System.exit(0);
        }

        @Override
        public long digest() {
            return sum;
        }

        @Override
        public Map<String, Long> counts() {
            if (fault.equals("counts") && Thread.currentThread().getName().equals("meter")) {
                throw new IllegalStateException("nobody counted");
            }
            return Map.of();
        }
    }
}
