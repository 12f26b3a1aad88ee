// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.shm.SplitMix64;
import dev.duality.simulation.mapreduce.MasterProtocol.Plan;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.mapreduce.Job;
import dev.duality.workloads.mapreduce.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Figures of this implementation, in virtual time, for what was published of map-reduce, and for what follows from a
/// serial part.
public final class MapReduceFigures {
    private static final long SECOND = 1_000_000_000;
    private static final long SEED = 1;
    private static final int CHUNK_BYTES = 64;

    // the sort of the paper, a tenth of its tasks and workers
    private static final int MAPS = 1_500;
    private static final int REDUCES = 400;
    private static final int WORKERS = 175;
    private static final int KILLED = 20;
    private static final long MAP_NANOS = 30 * SECOND;
    private static final long REDUCE_NANOS = 150 * SECOND;
    private static final long KILL_NANOS = 240 * SECOND;

    private static final int MOST_SHARING = 8;
    private static final int SHARED_TASKS = 840; // as many for each of 1 to 8 workers

    private MapReduceFigures() {}

    /// The times of a job.
    ///
    /// @param seconds with back-up tasks, and nobody dies
    /// @param withoutBackup without back-up tasks
    /// @param killed with back-up tasks, and 20 of 175 workers begin again in the middle
    /// @param lost maps that were done again for that
    /// @param alike whether the output was the same all three times, and that of a plain program
    public record Sort(double seconds, double withoutBackup, double killed, long lost, boolean alike) {}

    /// @param slowOfThousand executions of 1000 that are slow
    /// @param slowness how many times as long they take
    public static Sort sort(long slowOfThousand, long slowness) {
        Text text = Text.drawn(Job.SORT, MAPS, CHUNK_BYTES, SEED);
        Plan plan = new Plan(
                text,
                WORKERS + 1,
                REDUCES,
                new Plan.Costs(MAP_NANOS, REDUCE_NANOS, SECOND, SECOND),
                new Plan.Stragglers(slowOfThousand, slowness, true),
                new Plan.Heartbeat(SECOND, 10 * SECOND),
                SEED);
        Ended usual = play(plan, List.of());
        Ended alone = play(withoutBackup(plan), List.of());
        Ended killed = play(plan, kills());
        return new Sort(
                usual.seconds, alone.seconds, killed.seconds, killed.lost, usual.right && alone.right && killed.right);
    }

    private static Plan withoutBackup(Plan plan) {
        return new Plan(
                plan.text(),
                plan.nodes(),
                plan.reduces(),
                plan.costs(),
                new Plan.Stragglers(
                        plan.stragglers().ofThousand(), plan.stragglers().slowness(), false),
                plan.heartbeat(),
                plan.seed());
    }

    /// Their processes are killed, and begin again at once, as in the paper.
    private static List<Fault> kills() {
        List<Fault> kills = new ArrayList<>();
        for (int victim = 0; victim < KILLED; victim++) {
            int node = 1 + victim * WORKERS / KILLED;
            long nanos = KILL_NANOS + Long.remainderUnsigned(SplitMix64.of(SEED, victim), SECOND);
            kills.add(new Fault.Crash(node, nanos, nanos + SECOND));
        }
        return kills;
    }

    /// The time of a job of which a known part is not shared, by the number of workers, 1 to 8.
    /// @param serial the part, of the time with one worker
    public static SortedMap<Integer, Double> secondsByWorkers(double serial) {
        Text text = Text.drawn(Job.WORDCOUNT, SHARED_TASKS, CHUNK_BYTES, SEED);
        long alone = Math.round(serial / (1 - serial) * 2 * SHARED_TASKS * SECOND);
        SortedMap<Integer, Double> seconds = new TreeMap<>();
        for (int workers = 1; workers <= MOST_SHARING; workers++) {
            Plan plan = new Plan(
                    text,
                    workers + 1,
                    SHARED_TASKS,
                    new Plan.Costs(SECOND, SECOND, Math.max(1, alone / 2), Math.max(1, alone / 2)),
                    new Plan.Stragglers(0, 1, false),
                    new Plan.Heartbeat(10 * SECOND, 100 * SECOND),
                    SEED);
            seconds.put(workers, play(plan, List.of()).seconds);
        }
        return seconds;
    }

    /// @param right whether the output is that of a plain program
    private record Ended(double seconds, boolean right, long lost) {}

    private static Ended play(Plan plan, List<Fault> faults) {
        MasterDeployment deployment = new MasterDeployment(plan);
        Simulation simulation = new Simulation(
                        deployment.nodes(), Network.PERFECT, plan.seed(), MasterProtocol.payloadBytes(plan))
                .restartWith(deployment::restarted)
                .plan(faults);
        simulation.start();
        while (!deployment.finished()) {
            if (!simulation.step()) {
                throw new IllegalStateException("nothing is left to happen, but the job is not done");
            }
        }
        return new Ended(
                (double) simulation.nanos() / SECOND,
                deployment.violation().or(deployment::violationAtEnd).isEmpty(),
                deployment.counts().get("maps lost"));
    }
}
