// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.profile.Gcc;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.KernelThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/// Counts the instructions of an operation: a program in C steps through worker and server, one after the other, once
/// they are compiled. It needs leave to trace a process.
public final class InstructionLoad {
    private static final int INSTRUCTIONS = 60_000;
    private static final int LEAST_IN_COMMON = 80; // of a hundred; else it was not one operation after the other
    private static final int ATTEMPTS = 3;
    private static final int BATCH = 64;

    /// The time that a thread has to have run before it is stepped: by then its code is compiled for good.
    private static final int WARM_MILLIS = 2_000;

    private static final int TICK_MILLIS = 10; // of CPU time, as Linux tells it
    private static final int LOOK_MILLIS = 50;

    /// As [KernelThreads] and [KernelFixture] name them.
    private static final List<String> THREADS = List.of("worker-0", "server-0");

    private static final Path TASKS = Path.of("/proc/self/task");

    private InstructionLoad() {}

    /// Opens a kernel of one worker and one server, and steps both in a closed loop.
    /// @return the instructions of both for an operation
    /// @throws IllegalStateException if they cannot be stepped here; the message says why
    public static double count(KernelFixture fixture) {
        if (fixture.setting().workers() != 1 || fixture.side().servers(fixture.setting()) != 1) {
            throw new IllegalStateException("instructions are counted of one worker and one server");
        }
        try (ScratchFolder folder = ScratchFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "steps")) {
            Path steps = Gcc.compile(Gcc.class, "steps", folder.path());
            KernelThreads kernelThreads = fixture.threads();
            FutureTask<Double> counting = new FutureTask<>(() -> countBoth(steps));
            try (Kernel kernel = fixture.side().open(fixture.setting())) {
                kernel.start(kernelThreads);
                Thread.ofPlatform().daemon().name("steps").start(counting);
                kernelThreads.run(1, worker -> work(fixture, kernel, counting));
            } finally {
                counting.cancel(true);
            }
            return result(counting);
        }
    }

    private static void work(KernelFixture fixture, Kernel kernel, FutureTask<Double> counting) {
        fixture.pinWorker(0);
        WorkerLoop loop = new WorkerLoop(
                kernel.caller(0),
                fixture.workload().script(fixture.setting(), 0),
                fixture.setting(),
                fixture.thinkSteps());
        while (!counting.isDone()) {
            loop.run(BATCH);
        }
        loop.drain();
    }

    private static double result(FutureTask<Double> counting) {
        try {
            return counting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while instructions were counted", e);
        } catch (CancellationException e) {
            throw new IllegalStateException("the load ended before its instructions were counted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        }
    }

    private static double countBoth(Path steps) throws InterruptedException, IOException {
        List<Path> threads = threads();
        while (threads.size() < THREADS.size() || !threads.stream().allMatch(InstructionLoad::warm)) {
            Thread.sleep(LOOK_MILLIS);
            threads = threads();
        }
        double sum = 0;
        for (Path thread : threads) {
            sum += count(steps, Long.parseLong(thread.getFileName().toString()));
        }
        return sum;
    }

    private static List<Path> threads() {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.filter(task -> text(task.resolve("comm"))
                            .filter(name -> THREADS.contains(name.strip()))
                            .isPresent())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see this process's threads: " + e.getMessage(), e);
        }
    }

    private static boolean warm(Path task) {
        return text(task.resolve("stat"))
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "))
                .filter(fields -> Long.parseLong(fields[11]) * TICK_MILLIS >= WARM_MILLIS)
                .isPresent();
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException _) {
            return Optional.empty(); // it has ended meanwhile
        }
    }

    /// Steps one thread of any process.
    /// @param thread its number
    /// @return the instructions of a turn of its loop
    /// @throws IllegalStateException if it cannot be stepped, or its turns are not alike; the message says why
    static double count(Path steps, long thread) throws IOException {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            last = String.join(
                    " ", Gcc.run(List.of(steps.toString(), Long.toString(thread), Integer.toString(INSTRUCTIONS))));
            String[] figures = last.split(" ");
            try {
                if (figures.length == 2 && Integer.parseInt(figures[1]) >= LEAST_IN_COMMON) {
                    return Double.parseDouble(figures[0]);
                }
            } catch (NumberFormatException _) {
                break; // it said why not
            }
        }
        throw new IllegalStateException("the instructions cannot be counted: " + last);
    }
}
