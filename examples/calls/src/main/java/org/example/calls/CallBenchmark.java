// SPDX-License-Identifier: Apache-2.0
package org.example.calls;

import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/// How long do single calls take, the slow ones among them? JMH's threads are the workers.
/// Control: [#nothing], the clock and the harness. Not measured: a rate that is kept, for each call waits for the last.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@State(Scope.Benchmark)
public class CallBenchmark {
    @Param("counter")
    public String workload = "counter";

    @Param({"shm:lockfree", "shm:lock", "messaging:ring", "messaging:jctools-mpsc"})
    public String on = "shm:lockfree";

    private Workload asked;
    private Setting setting;
    private Kernel kernel;

    /// Same or no number: what differs from the specification is not measured.
    @Setup
    public void open(BenchmarkParams params) {
        Catalog catalog = Catalog.load(CallBenchmark.class.getClassLoader());
        asked = catalog.workload(workload);
        setting = Setting.of(asked, Values.of(asked, Map.of())).withWorkers(params.getThreads());
        Side side = catalog.side(asked, on);
        VerificationResult verdict = new Verification(asked, side, setting, 1_000, Thread::new).run();
        if (!(verdict instanceof VerificationResult.Agrees)) {
            throw new IllegalStateException(verdict.toString());
        }
        kernel = side.open(setting);
        kernel.start(Thread::new);
    }

    @TearDown
    public void close() {
        kernel.close();
    }

    /// One worker: its way into the kernel, and what it asks for, again and again.
    @State(Scope.Thread)
    public static class Worker {
        private Caller caller;
        private Script script;
        private Payload payload;
        private int next;
        private long grown; // what a later pass adds, so that it means what the first one meant

        @Setup
        public void join(CallBenchmark benchmark, ThreadParams thread) {
            caller = benchmark.kernel.caller(thread.getThreadIndex());
            script = benchmark.asked.script(benchmark.setting, thread.getThreadIndex());
            payload = benchmark.setting.payload();
        }

        private long call() {
            int i = next;
            long a = script.a(i) + grown;
            script.load(i, payload);
            next = i + 1;
            if (next == script.size()) {
                next = 0;
                grown += script.growth();
            }
            return caller.call(script.kind(i), a, script.b(i), payload);
        }
    }

    @Benchmark
    public long call(Worker worker) {
        return worker.call();
    }

    @Benchmark
    public int nothing(Worker worker) {
        return worker.next;
    }
}
