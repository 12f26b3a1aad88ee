// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.detector;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Heartbeats: each worker is a process that beats, and now and then asks who is suspected. Time is a tick that comes
/// with each operation, so that an answer depends on nothing but the operations before: a process is suspected if its
/// last beat is more ticks ago than the time-out. Over shared memory a beat is a store to a word of one's own; over
/// messages somebody keeps the last beats. In virtual time the clock counts, processes crash, pause and come back, and
/// an observer has to tell them apart.
public final class DetectorWorkload implements Workload {
    /// Process `b` beats at tick `a`. Gives how many ticks after its beat before; 0 or less if it is not later.
    public static final int BEAT = 0;

    /// Gives which of the processes from 64 `b` on are suspected at tick `a`: a bit for each, the lowest for the first.
    public static final int ASK = 1;

    /// The number of processes that an answer is about.
    static final int GROUP = 64;

    public static final Parameter<Long> ASKS =
            Parameter.integer("asks", "how many operations of 100 ask who is suspected", "", 10, 0, 100);
    public static final Parameter<Long> TICKS = Parameter.integer(
            "ticks", "a process whose last beat is longer ago is suspected", "ticks", 16, 0, 1_000_000);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    @Override
    public String name() {
        return "detector";
    }

    @Override
    public String description() {
        return "heartbeats, and who is suspected because none has come for long";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(ASKS, TICKS, OPERATIONS);
    }

    static long timeout(Setting setting) {
        return setting.get(TICKS);
    }

    @Override
    public Specification specification(Setting setting) {
        return new LastBeats(setting.workers(), timeout(setting));
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    /// Its tick is the number of the operation, from 1, and goes on with the next pass: a beat that is not later than
    /// the last one is none.
    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        long asks = setting.get(ASKS);
        int groups = groups(setting.workers());
        SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        for (long tick = 1; tick <= share; tick++) {
            if (random.nextInt(100) < asks) {
                script.add(ASK, tick, random.nextInt(groups));
            } else {
                script.add(BEAT, tick, worker);
            }
        }
        return script.growing(share).build();
    }

    static int groups(int processes) {
        return (processes + GROUP - 1) / GROUP;
    }

    @Override
    public List<Side> sides() {
        return List.of(new WordsSide());
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // the last beat of each process is its own; what asks gave is checked below
    }

    /// A worker knows its own beats: whether it is suspected itself does not depend on the others. And at the end
    /// everybody's last beat is the last one of the script.
    @Override
    public Optional<String> violation(FinalState finalState) {
        long timeout = timeout(finalState.setting());
        int processes = finalState.setting().workers();
        long[] lasts = new long[processes];
        for (int worker = 0; worker < finalState.scripts().size(); worker++) {
            Script script = finalState.scripts().get(worker);
            long[] results = finalState.results().get(worker);
            for (int i = 0; i < script.size(); i++) {
                if (script.kind(i) == BEAT) {
                    lasts[worker] = script.a(i);
                } else if (script.b(i) == worker / GROUP) {
                    boolean expected = script.a(i) - lasts[worker] > timeout;
                    boolean suspected = (results[i] >>> worker % GROUP & 1) != 0;
                    if (suspected != expected) {
                        return Optional.of("worker %d, which beat at tick %d, was %ssuspected by itself at tick %d"
                                .formatted(worker, lasts[worker], suspected ? "" : "not ", script.a(i)));
                    }
                }
            }
        }
        return violationAtEnd(finalState, lasts, timeout);
    }

    private static Optional<String> violationAtEnd(FinalState finalState, long[] lasts, long timeout) {
        for (int process = 0; process < lasts.length; process++) {
            for (long late = 0; late <= 1; late++) {
                long tick = lasts[process] + timeout + late;
                long suspects = finalState.ask(ASK, tick, process / GROUP);
                if ((suspects >>> process % GROUP & 1) != late) {
                    return Optional.of("process %d, whose last beat was at tick %d, is %ssuspected at tick %d"
                            .formatted(process, lasts[process], late == 1 ? "not " : "", tick));
                }
            }
        }
        return Optional.empty();
    }
}
