// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.peer.ThreadDump;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.messaging.mpi.Mpi;
import dev.duality.workloads.Placement;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts forks, one after the other, and sees to it that each ends. For one thread at a time; [#stop] from any.
public final class Forker implements Forks, AutoCloseable {
    /// The end of a fork. Its files are there until the forker is closed.
    ///
    /// @param log what the fork wrote, and a thread dump if it had to be ended
    /// @param jmhJson JMH's own result; need not exist
    public record Ended(ForkReport report, Path log, Path jmhJson) {}

    /// From when on a fork that does not end is said to hang: after a multiple of what was planned, and some more.
    ///
    /// @param times how often what was planned
    /// @param moreMillis whatever was planned
    public record Patience(int times, long moreMillis) {
        /// For a machine that is busy with other things.
        public static final Patience LONG = new Patience(10, 30_000);

        long millis(ForkOrder order) {
            return order.plannedMillis() * times + moreMillis;
        }
    }

    /// The run has JMH's lock already, for as long as it lasts. An archive of classes that does not fit a class path
    /// with jars of others is passed over without a word, as in the launcher.
    private static final List<String> FLAGS = List.of(
            "-Djmh.ignoreLock=true",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-Djmh.blackhole.autoDetect=false"); // else JMH starts two more JVMs, to learn what only its forks use

    private static final int STOP_MILLIS = 2_000;
    private static final int INTERRUPTED = 128 + 2; // a JVM's status after SIGINT
    private static final int TERMINATED = 128 + 15; // and after SIGTERM
    private static final int ABORTED = 128 + 6; // and when it has crashed
    private static final int SIGNALLED = 128;
    private static final int OUT_OF_MEMORY = 3; // and what it says then
    private static final String FULL = JvmFlags.OUT_OF_MEMORY + ": ";

    private final ScratchFolder folder;
    private final Set<Path> directories = new HashSet<>(); // where transports put their files
    private final String classPath;
    private final List<String> extraFlags;
    private final Patience patience;
    private final Optional<Hosts> hosts;
    private volatile Process process;
    private volatile Optional<JobProcesses> job = Optional.empty(); // what a launcher has started on hosts
    private volatile boolean stopping;
    private final CountDownLatch toldToStop = new CountDownLatch(1);
    private int count;

    /// @param classPath of the forks
    /// @param extraFlags JVM flags beside ours
    /// @throws UncheckedIOException if there is no temporary folder to be had
    public Forker(String classPath, List<String> extraFlags, Patience patience) {
        this(classPath, extraFlags, patience, Optional.empty());
    }

    /// @param hosts where the parties of cells are that are placed on hosts; those need it
    /// @throws UncheckedIOException as above
    public Forker(String classPath, List<String> extraFlags, Patience patience, Optional<Hosts> hosts) {
        this.hosts = hosts;
        this.classPath = classPath;
        this.extraFlags = List.copyOf(extraFlags);
        this.patience = patience;
        this.folder = ScratchFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "fork");
    }

    /// Starts a fork and waits for its report.
    /// @throws InterruptedException if the thread is interrupted, or the forker stopped; the fork is ended
    /// @throws UncheckedIOException if forks cannot be started, this one and the next
    @Override
    public Ended run(ForkOrder order, Spare spare) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("the forker was stopped");
        }
        reclaim(order);
        Path files = folder.path().resolve(Integer.toString(++count));
        Path log = files.resolve("log.txt");
        Path report = files.resolve("report.json");
        Path json = files.resolve("jmh.json");
        try {
            Files.createDirectory(files);
            order.write(files.resolve("order.properties"), spare);
            List<String> around = order.around().flags();
            List<String> command = java(
                    Stream.concat(Stream.of("-Djava.io.tmpdir=" + files), around.stream())
                            .toList(),
                    ForkMain.class);
            Stream.of(files.resolve("order.properties"), report, json)
                    .map(Path::toString)
                    .forEach(command::add);
            if (acrossHosts(order)) {
                Hosts all = hosts.orElseThrow();
                List<String> peer = java(around, HostPeerMain.class);
                peer.addAll(List.of(all.all().getFirst().name(), HostBuild.of(classPath)));
                command = all.command(command, peer, files);
            }
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            job = Optional.empty();
            if (acrossHosts(order)) {
                hosts.orElseThrow().prepare(builder.environment(), files);
                JobProcesses all = new JobProcesses(folder.path().getFileName() + "-" + count);
                all.mark(builder.environment());
                job = Optional.of(all);
            }
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a fork: " + e.getMessage(), e);
        }
        if (stopping) {
            process.destroy(); // told to stop between the first look and the start
        }
        try {
            return new Ended(await(order, spare, report, log), log, json);
        } finally {
            endForcibly(process, job);
            process = null;
        }
    }

    private List<String> java(List<String> flags, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.FORK);
        command.addAll(FLAGS);
        command.addAll(JvmFlags.GUARD);
        command.addAll(flags);
        command.addAll(extraFlags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        return command;
    }

    private static boolean acrossHosts(ForkOrder order) {
        return order instanceof ForkOrder.Kernel kernel && kernel.cell().placement() == Placement.HOSTS;
    }

    private ForkReport await(ForkOrder order, Spare spare, Path report, Path log) throws InterruptedException {
        long most = patience.millis(order) + spare.millis();
        if (!process.waitFor(most, TimeUnit.MILLISECONDS)) {
            return new ForkReport.Failed("no end after %d s%s; %s"
                    .formatted(
                            most / 1000,
                            acrossHosts(order) ? hosts.orElseThrow().silent() : "",
                            ThreadDump.told(dumpThreads(acrossHosts(order)))));
        }
        if (stopped()) {
            throw new InterruptedException("the fork was told to stop");
        }
        if (Files.exists(report, LinkOption.NOFOLLOW_LINKS)) {
            try {
                return ForkJson.read(report, ForkReport.class);
            } catch (UncheckedIOException e) {
                return new ForkReport.Failed("the fork's report is no report: " + e.getMessage());
            }
        }
        if (acrossHosts(order) && !Files.exists(ForkMain.begun(report))) {
            hosts.orElseThrow().requireStarted(process.exitValue(), log);
        }
        String ending = ending(process.exitValue(), log);
        return new ForkReport.Failed(
                acrossHosts(order)
                        ? LauncherLog.reason(log)
                                .map(reason -> "the processes on the hosts were ended: " + reason)
                                .orElse(ending)
                        : ending);
    }

    private static String ending(int status, Path log) {
        if (status == ABORTED) {
            return "the JVM of the fork crashed; the log says where";
        }
        if (status > SIGNALLED) {
            return "the fork was killed by signal " + (status - SIGNALLED);
        }
        String last = LastWords.of(log);
        int full = last.indexOf(FULL);
        if (status == OUT_OF_MEMORY && full >= 0) {
            return "out of memory in the fork (%s): something keeps what it should give back, or the cell is too large"
                    .formatted(last.substring(full + FULL.length()));
        }
        return "the fork ended with status %d and no report%s"
                .formatted(status, last.isEmpty() ? ", as Runtime.halt ends one" : "; it said: " + last);
    }

    /// Removes what killed forks have left where the next one puts its files.
    private void reclaim(ForkOrder order) {
        Optional<CellSpec> kernel = switch (order) {
            case ForkOrder.Kernel warm -> Optional.of(warm.cell());
            case ForkOrder.Cold cold -> Optional.of(cold.cell());
            case ForkOrder.Plain _, ForkOrder.Machine _ -> Optional.empty();
        };
        if (kernel.isPresent()) {
            Path directory = new TransportOptions(kernel.get().directory()).filesIn();
            directories.add(directory);
            reclaim(directory);
            if (acrossHosts(order)) {
                directories.add(Mpi.segmentsIn());
            }
        }
    }

    private void reclaim(Path directory) {
        try {
            folder.reclaim(directory);
        } catch (IOException _) {
            // it is not there, or not ours to read; then the fork says so, if it needs it
        }
    }

    /// Ctrl-C reaches the fork too, and perhaps before it reaches us, so a while is waited for it. If it does not come,
    /// somebody has ended the fork alone, which is the fork's failure.
    private boolean stopped() throws InterruptedException {
        int status = process.exitValue();
        if (status == INTERRUPTED || status == TERMINATED) {
            toldToStop.await(STOP_MILLIS, TimeUnit.MILLISECONDS);
        }
        return stopping;
    }

    /// @param launched whether the process is a launcher, which a dump would end, and the JVMs are those below it here
    /// @return whether any of its JVMs was asked
    private boolean dumpThreads(boolean launched) throws InterruptedException {
        Stream<ProcessHandle> jvms =
                launched ? process.descendants().filter(Forker::isJava) : Stream.of(process.toHandle());
        boolean asked = ThreadDump.ask(jvms.toList());
        if (asked) {
            process.waitFor(ThreadDump.MILLIS, TimeUnit.MILLISECONDS);
        }
        return asked;
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith(File.separator + "java"))
                .isPresent();
    }

    /// Ends a fork and whatever it or its launcher has started: those that notice are waited for, so that they remove
    /// what they have, and the others are killed.
    private static void endForcibly(Process process, Optional<JobProcesses> job) {
        Set<ProcessHandle> others = process.descendants().collect(Collectors.toCollection(LinkedHashSet::new));
        process.destroyForcibly();
        job.ifPresent(all -> others.addAll(all.alive()));
        boolean interrupted = false;
        for (ProcessHandle one : others) {
            try {
                if (interrupted || !endsWithin(one, STOP_MILLIS)) {
                    one.destroyForcibly();
                    endsWithin(one, STOP_MILLIS);
                }
            } catch (InterruptedException _) {
                interrupted = true;
                one.destroyForcibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean endsWithin(ProcessHandle one, long millis) throws InterruptedException {
        try {
            one.onExit().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        }
    }

    /// Ends the fork that runs, if one does, and so interrupts whoever waits for it. From any thread.
    public void stop() {
        stopping = true;
        toldToStop.countDown();
        Process running = process;
        if (running != null) {
            try {
                // mpirun that is signalled a second time, after Ctrl-C, goes at once and leaves what it has
                boolean ended = job.isPresent() && running.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS);
                if (!ended) {
                    running.destroy();
                    running.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            endForcibly(running, job);
        }
    }

    /// Ends the fork that runs, if one does, and removes all files, those that killed forks have left too.
    @Override
    public void close() {
        stop();
        directories.forEach(this::reclaim);
        folder.close();
    }

    /// Whether it was told to stop.
    public boolean stopping() {
        return stopping;
    }
}
