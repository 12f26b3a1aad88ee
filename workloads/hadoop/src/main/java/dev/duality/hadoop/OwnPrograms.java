// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import dev.duality.workloads.verify.KernelThreads;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;

/// Our own programs for the job: the specification in one thread, and the sides of the workload.
final class OwnPrograms {
    private OwnPrograms() {}

    /// An operation of the job, of whomever it is asked.
    private interface Operations {
        long apply(int kind, long a, long b, Payload payload);
    }

    /// The sequential specification.
    static JobProgram plain(MapReduceWorkload workload) {
        return new JobProgram() {
            @Override
            public String label() {
                return "plain";
            }

            @Override
            public boolean shares() {
                return false;
            }

            @Override
            public int threads(Setting setting) {
                return 1;
            }

            @Override
            public Done run(Setting setting) {
                long start = System.nanoTime();
                Specification plain = workload.specification(setting);
                steps(plain::apply, workload.text(setting).chunks(), setting.payload());
                return done(start, output(plain::apply, setting.payload()));
            }
        };
    }

    /// A side of the workload, opened anew for each job.
    static JobProgram of(MapReduceWorkload workload, Side side) {
        return new JobProgram() {
            @Override
            public String label() {
                return side.substrate();
            }

            @Override
            public int threads(Setting setting) {
                return setting.workers() + side.servers(setting);
            }

            // Threads that have no core each give it away while they wait.
            @Override
            public Done run(Setting setting) {
                boolean cores = threads(setting) <= Runtime.getRuntime().availableProcessors();
                Setting waiting = setting.withWait(cores ? Setting.WAITING : WaitStrategy.Kind.YIELD);
                long start = System.nanoTime();
                try (Kernel kernel = side.open(waiting)) {
                    return done(start, workers(workload, kernel, waiting));
                }
            }
        };
    }

    /// All workers take chunks; the first one reads the output when all are done.
    private static byte[] workers(MapReduceWorkload workload, Kernel kernel, Setting setting) {
        KernelThreads threads = new KernelThreads(Thread::new);
        kernel.start(threads);
        byte[][] output = new byte[1][];
        CountDownLatch stepping = new CountDownLatch(setting.workers());
        threads.run(setting.workers(), worker -> {
            Caller caller = kernel.caller(worker);
            Payload payload = setting.payload();
            steps(caller::call, workload.script(setting, worker).size(), payload);
            stepping.countDown();
            if (worker == 0) {
                await(stepping);
                output[0] = output(caller::call, payload);
            }
        });
        return output[0];
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while others took chunks", e);
        }
    }

    private static void steps(Operations job, int steps, Payload payload) {
        for (int i = 0; i < steps; i++) {
            payload.length(0);
            job.apply(MapReduceWorkload.STEP, 0, 0, payload);
        }
    }

    private static byte[] output(Operations job, Payload payload) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long page = 0;
        do {
            payload.length(0);
            job.apply(MapReduceWorkload.OUTPUT, page++, 0, payload);
            all.write(payload.bytes(), 0, payload.length());
        } while (payload.length() > 0);
        return all.toByteArray();
    }

    private static JobProgram.Done done(long start, byte[] output) {
        return new JobProgram.Done((System.nanoTime() - start) / 1e9, output);
    }
}
