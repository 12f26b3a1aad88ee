// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.messaging.Transport;
import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Registered;
import dev.duality.workloads.derived.DerivedSides;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Processes that move to the workers' hosts, make calls there, and go home. Over shared memory a word says who has a
/// process, and its state stays where it is, for the next one's loads to fetch; over messages its state is encoded and
/// sent, there and back, and so is each call that its home has a part in. The sides that follow from the specification
/// are the other answer: the process stays, and its calls are sent. In virtual time hosts are idle or not, their owners
/// come back, homes and bystanders die.
public final class MigrationWorkload implements Workload {
    /// Process `a` moves to the worker's host, makes the calls that are drawn from `b`, and goes home. Gives the sum of
    /// what they answered.
    public static final int VISIT = 0;

    /// A signal for process `a`, which takes it when it next moves. Gives the process's id.
    public static final int SIGNAL = 1;

    /// Tells of process `a`, and changes nothing: what `b` asks for.
    public static final int STATUS = 2;

    /// The word of its identity.
    static final long IDENTITY = 0;

    /// The word that counts the signals that it has taken, or will take when it next moves.
    public static final long SIGNALS = 1;

    /// The word that counts the children that it has and its home does not know of.
    static final long CHILDREN = 2;

    /// The words of its streams' positions begin here.
    static final long POSITION = 3;

    static final String ALL = "all";
    static final String LOCAL = "local";
    static final String FORWARDED = "forwarded";
    static final String JOINT = "joint";

    /// The most processes that can be: with the most pages each, 64 of 4 KiB, their images are 256 MiB.
    public static final int MOST_PROCESSES = 1024;

    public static final Parameter<Long> PROCESSES =
            Parameter.integer("processes", "how many there are", "processes", 16, 1, MOST_PROCESSES);
    public static final Parameter<Long> FILES =
            Parameter.integer("files", "open streams of a process", "streams", 4, 0, 256);
    public static final Parameter<Long> PAGES =
            Parameter.integer("pages", "of 4 KiB that a process has changed, and takes along", "pages", 1, 0, 64);
    public static final Parameter<Long> CALLS =
            Parameter.integer("calls", "that a process makes where it has come to", "calls", 16, 0, 10_000);
    public static final Parameter<String> MIX = Parameter.oneOf(
            "mix",
            "Sprite's (91 local, 11 forwarded home, 4 joint of 106), or one kind",
            "sprite",
            LOCAL,
            FORWARDED,
            JOINT);
    public static final Parameter<String> TOUCH =
            Parameter.oneOf("touch", "which pages a process changes as soon as it has come", ALL, "none");
    public static final Parameter<Long> SENT =
            Parameter.integer("signals", "how many operations of 100 are signals", "", 10, 0, 100);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 16_384, 1, 1 << 24);

    @Override
    public String name() {
        return "migration";
    }

    @Override
    public String description() {
        return "processes move to other hosts, make calls there, and go home";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PROCESSES, FILES, PAGES, CALLS, MIX, TOUCH, SENT, OPERATIONS);
    }

    @Override
    public Specification specification(Setting setting) {
        return new Processes(setting);
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        int processes = setting.getInt(PROCESSES);
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            boolean signal = random.nextInt(100) < setting.get(SENT);
            int process = random.nextInt(processes);
            script.add(signal ? SIGNAL : VISIT, process, signal ? 0 : random.nextLong());
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return sides(Registered.of(Transport.class, Thread.currentThread().getContextClassLoader()));
    }

    @Override
    public List<Side> sides(List<Transport> transports) {
        List<Side> sides = new ArrayList<>();
        sides.add(new HandoverSide());
        DerivedSides.of(new ProcessHomes(), transports).stream()
                .filter(side -> !side.sharesMemory())
                .forEach(side -> sides.add(new MigrationQueueSide(side)));
        return sides;
    }

    @Override
    public int partition(int kind, long process, long b) {
        return (int) process;
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // everything is added to
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return true; // what is added to answers with what it was, and a stream with what it has passed over
    }

    /// Compares the processes: what was done to each by all workers together is done to one more, and both must be
    /// alike.
    @Override
    public Optional<String> violation(FinalState finalState) {
        Specification expected = specification(finalState.setting());
        Payload none = new Payload(0);
        for (Script script : finalState.scripts()) {
            for (int i = 0; i < script.size(); i++) {
                expected.apply(script.kind(i), script.a(i), script.b(i), none);
            }
        }
        Setting setting = finalState.setting();
        for (int process = 0; process < setting.getInt(PROCESSES); process++) {
            for (long which = 0; which < POSITION + setting.get(FILES); which++) {
                long should = expected.apply(STATUS, process, which, none);
                long is = finalState.ask(STATUS, process, which);
                if (is != should) {
                    return Optional.of(line(process, which, is, should));
                }
            }
        }
        return Optional.empty();
    }

    private static String line(int process, long which, long is, long should) {
        if (which == IDENTITY) {
            return "process %d is another one than it was".formatted(process);
        }
        if (which == SIGNALS) {
            return "process %d was sent %d signals, but has %d".formatted(process, should, is);
        }
        if (which == CHILDREN) {
            return "process %d has %d children more than its home knows of".formatted(process, is);
        }
        return "stream %d of process %d is at %d, but should be at %d".formatted(which - POSITION, process, is, should);
    }

    /// Whatever was done to them, processes are who they were, and their homes know their children.
    @Override
    public Optional<AfterLoad.Invariant> invariant(Setting setting) {
        return Optional.of(MigrationWorkload::changed);
    }

    private static Optional<String> changed(AfterLoad load) {
        Specification beginning = new Processes(load.setting());
        Payload none = new Payload(0);
        for (int process = 0; process < load.setting().getInt(PROCESSES); process++) {
            for (long which : new long[] {IDENTITY, CHILDREN}) {
                long should = beginning.apply(STATUS, process, which, none);
                long is = load.ask(STATUS, process, which);
                if (is != should) {
                    return Optional.of(line(process, which, is, should));
                }
            }
        }
        return Optional.empty();
    }
}
