// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.JvmFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts forks, one after the other, and sees to it that each ends. For one thread at a time; [#stop] from any.
public final class Forker implements AutoCloseable {
    /// What came of a fork. Its files are there until the forker is closed.
    ///
    /// @param log what the fork wrote, and a thread dump if it had to be ended
    /// @param jmhJson JMH's own result; need not exist
    public record Ended(ForkReport report, Path log, Path jmhJson) {}

    /// A fork that takes ten times what was planned and this much more hangs.
    private static final long GRACE_MILLIS = 30_000;

    private static final int DUMP_MILLIS = 2_000;
    private static final int INTERRUPTED = 128 + 2; // a JVM's status after SIGINT
    private static final int TERMINATED = 128 + 15; // and after SIGTERM

    private final Path folder;
    private final String classPath;
    private final List<String> extraFlags;
    private volatile Process process;
    private volatile boolean stopping;
    private int count;

    /// @param classPath of the forks
    /// @param extraFlags JVM flags beside ours
    public Forker(String classPath, List<String> extraFlags) {
        this.classPath = classPath;
        this.extraFlags = List.copyOf(extraFlags);
        try {
            this.folder = Files.createTempDirectory("duality-fork-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /// Starts a fork and waits for its report.
    /// @throws InterruptedException if the thread is interrupted, or the forker stopped; the fork is ended
    public Ended run(ForkOrder order) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("the forker was stopped");
        }
        Path files = folder.resolve(Integer.toString(++count));
        Path log = files.resolve("log.txt");
        Path report = files.resolve("report.json");
        Path json = files.resolve("jmh.json");
        try {
            Files.createDirectory(files);
            ForkJson.write(files.resolve("order.json"), order);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JvmFlags.FORK);
            command.addAll(extraFlags);
            command.addAll(List.of("-cp", classPath, ForkMain.class.getName()));
            Stream.of(files.resolve("order.json"), report, json)
                    .map(Path::toString)
                    .forEach(command::add);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a fork: " + e.getMessage(), e);
        }
        try {
            return new Ended(await(order, report), log, json);
        } finally {
            process.destroyForcibly();
            process = null;
        }
    }

    private ForkReport await(ForkOrder order, Path report) throws InterruptedException {
        long most = order.plannedMillis() * 10 + GRACE_MILLIS;
        if (!process.waitFor(most, TimeUnit.MILLISECONDS)) {
            dumpThreads();
            return new ForkReport.Failed("no end after %d s; the log has a dump of its threads".formatted(most / 1000));
        }
        if (stopped()) {
            throw new InterruptedException("the fork was told to stop");
        }
        if (Files.exists(report)) {
            return ForkJson.read(report, ForkReport.class);
        }
        return new ForkReport.Failed("the fork ended with status %d and no report".formatted(process.exitValue()));
    }

    /// Ctrl-C reaches the fork too, and perhaps before it reaches us.
    private boolean stopped() {
        int status = process.exitValue();
        return stopping || status == INTERRUPTED || status == TERMINATED;
    }

    /// A JVM that gets SIGQUIT writes the stacks of its threads.
    private void dumpThreads() throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor(DUMP_MILLIS, TimeUnit.MILLISECONDS);
            process.waitFor(DUMP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException _) {
            // no dump then; the reason stands in the report all the same
        }
    }

    /// Ends the fork that runs, if one does, and so interrupts whoever waits for it. From any thread.
    public void stop() {
        stopping = true;
        Process running = process;
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(DUMP_MILLIS, TimeUnit.MILLISECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException _) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Ends the fork that runs, if one does, and removes all files.
    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException _) {
            // a temporary folder that stays behind is no reason to fail
        }
    }
}
