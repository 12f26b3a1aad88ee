// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import dev.duality.jmh.ToldKey;
import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/// A stranger's workload, a sum, with something wrong in its specification, its script or the sides of its own.
public final class Unruly implements Workload {
    /// The parameter that says which fault it has.
    static final Parameter<String> FAULT = Parameter.oneOf(
            "fault",
            "what is wrong",
            "none",
            "spec-hangs",
            "spec-keeps",
            "spec-draws",
            "spec-refuses",
            "script-draws",
            "whole-job",
            "not-apart",
            "says-nothing",
            "racy-1000",
            "racy-10000",
            "idle");

    static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "additions", 40_000, 1, 1 << 20);

    private static final AtomicLong LOTS = new AtomicLong();

    /// The constructor for `META-INF/services`.
    public Unruly() {}

    @Override
    public String name() {
        return "unruly";
    }

    @Override
    public String description() {
        return "a sum with something wrong";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FAULT, OPERATIONS);
    }

    @Override
    public Specification specification(Setting setting) {
        if (setting.get(FAULT).equals("spec-refuses")) {
            throw new BadInput("folder x has no text; name another one");
        }
        return new Sum(setting.get(FAULT));
    }

    private static final class Sum implements Specification {
        private final String fault;
        private final List<long[]> kept = new ArrayList<>();
        private long sum;

        Sum(String fault) {
            this.fault = fault;
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            switch (fault) {
                case "spec-hangs" -> hang();
                case "spec-keeps" -> kept.add(new long[1 << 20]);
                case "spec-draws" -> sum += LOTS.incrementAndGet();
                default -> {}
            }
            sum += a;
            return fault.equals("not-apart") ? sum : 0;
        }

        @Override
        public long digest() {
            return sum;
        }
    }

    static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public Script script(Setting setting, int worker) {
        String fault = setting.get(FAULT);
        long share = fault.equals("whole-job")
                ? setting.get(OPERATIONS)
                : JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        Script.Builder script = Script.builder();
        for (long i = 1; i <= share; i++) {
            script.add(0, fault.equals("script-draws") ? LOTS.incrementAndGet() : i, worker);
        }
        return script.build();
    }

    @Override
    public boolean commutes(Setting setting) {
        return !setting.get(FAULT).equals("says-nothing");
    }

    @Override
    public boolean partitioned() {
        return true; // a sum does, unless somebody is told of it
    }

    @Override
    public int partition(int kind, long a, long b) {
        return (int) a;
    }

    @Override
    public List<Side> sides() {
        return List.of(
                new Own("a-hangs"),
                new Own("b-keeps"),
                new Own("c-exits"),
                new Own("d-halts"),
                new Own("e-goes-on"),
                new Own("f-throws"),
                new Own("g-asserts"),
                new Own("h-refuses"),
                new Own("i-forges"),
                new Own("own"));
    }

    /// One side of its own: the sum under a lock.
    private static final class Own extends SharedSide {
        private final String name;

        Own(String name) {
            super(name, "a stranger's");
            this.name = name;
        }

        @Override
        public Optional<String> rejects(Setting setting) {
            if (name.equals("h-refuses")) {
                throw new BadInput("my folder is 'x', but must be 'y'");
            }
            return super.rejects(setting);
        }

        @Override
        public Kernel open(Setting setting) {
            if (name.equals("g-asserts")) {
                throw new AssertionError("no place");
            }
            return new OwnKernel(name, setting);
        }
    }

    private static final class OwnKernel implements Kernel {
        private final String name;
        private final Setting setting;
        private final List<long[]> kept = new ArrayList<>();
        private long sum;
        private long count;

        OwnKernel(String name, Setting setting) {
            this.name = name;
            this.setting = setting;
        }

        @Override
        public void start(ThreadFactory factory) {
            if (name.equals("i-forges")) {
                forge();
            }
            if (name.equals("e-goes-on")) {
                new Thread(Unruly::hang, "goes on").start(); // no daemon
            }
        }

        /// Says, where no stream of ours stands between, that it agrees and that all is done.
        private static void forge() {
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            for (String key :
                    List.of("\u0001duality-verify", "\u0001", "", new ToldKey("\u0001" + "0".repeat(32)).text())) {
                out.println(key + "\tended\tshm:i-forges/2\tAGREES\tas I say");
                out.println(key + "\tover");
            }
            out.println("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long b, Payload payload) {
                    switch (name) {
                        case "a-hangs" -> hang();
                        case "c-exits" -> System.exit(0);
                        case "f-throws" -> throw new BadInput("my file is 'x', but must be 'y'");
                        case "d-halts" -> Runtime.getRuntime().halt(0);
                        default -> {}
                    }
                    return add(a);
                }
            };
        }

        private synchronized long add(long a) {
            if (name.equals("b-keeps")) {
                kept.add(new long[1 << 20]);
            }
            count++;
            boolean lost = setting.workers() > 1
                    && switch (setting.get(FAULT)) {
                        case "racy-1000" -> count % 1_000 == 999;
                        case "racy-10000" -> count % 10_000 == 9_999;
                        default -> false;
                    };
            boolean idle = setting.get(FAULT).equals("idle") && count > 10_000;
            sum += lost || idle || name.equals("i-forges") ? 0 : a;
            return 0;
        }

        @Override
        public long digest() {
            return sum;
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
