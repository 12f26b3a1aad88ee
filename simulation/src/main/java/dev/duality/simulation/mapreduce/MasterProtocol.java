// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mapreduce.KeyCounts;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import dev.duality.workloads.mapreduce.Text;
import java.util.List;

/// A master hands tasks out, workers map chunks and keep what comes of them, and then each partition is reduced by a
/// worker that fetches its pieces from the others (Dean and Ghemawat, "MapReduce", 2004). What a worker has mapped is
/// lost with it; what is reduced is kept. When nothing is left to hand out, whoever is idle does again what others are
/// slow with.
final class MasterProtocol implements Protocol {
    private static final long MILLISECOND = 1_000_000;
    private static final int LEAST_PAYLOAD_BYTES = 256;
    private static final int PIECE_HEADER_BYTES = 2 * Integer.BYTES;
    private static final int MOST_NODES = 0xFFFF;

    static final Parameter<Long> REDUCES =
            Parameter.integer("reduces", "partitions of the keys", "tasks", 8, 1, 1 << 14);
    static final Parameter<Long> STRAGGLERS =
            Parameter.integer("stragglers", "executions of 1000 that are slow", "", 10, 0, 1_000);
    static final Parameter<Long> SLOWNESS =
            Parameter.integer("slowness", "how many times as long they take", "times", 10, 1, 1_000);
    static final Parameter<String> BACKUP =
            Parameter.oneOf("backup", "whether slow tasks are done again when nothing else is left", "on", "off");
    static final Parameter<Long> MAP_TIME = time("map-time", "a worker's work on a chunk", 10);
    static final Parameter<Long> REDUCE_TIME = time("reduce-time", "a worker's work on a partition", 10);
    static final Parameter<Long> SPLIT_TIME = time("split-time", "the master's work before anything is handed out", 10);
    static final Parameter<Long> MERGE_TIME = time("merge-time", "the master's work when all is reduced", 10);
    static final Parameter<Long> BEAT = time("beat", "a worker reports as often as this", 5);
    static final Parameter<Long> PATIENCE = time("patience", "a worker that was not heard for this long is dead", 100);

    private final MapReduceWorkload workload;

    MasterProtocol(MapReduceWorkload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return "master";
    }

    @Override
    public String description() {
        return "a master hands tasks out; back-up tasks for slow workers, dead ones are done again (Dean 2004)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(
                REDUCES, MAP_TIME, REDUCE_TIME, SPLIT_TIME, MERGE_TIME, STRAGGLERS, SLOWNESS, BACKUP, BEAT, PATIENCE);
    }

    private static Parameter<Long> time(String name, String description, long milliseconds) {
        return Parameter.integer(name, description, "ns", milliseconds * MILLISECOND, 1, 1L << 40);
    }

    /// Whatever a message has to hold: who has which chunk, a piece, or the records of a partition.
    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return payloadBytes(Plan.of(setting, workload.text(setting), nodes));
    }

    static int payloadBytes(Plan plan) {
        Text text = plan.text();
        long[] partitions = new long[plan.reduces()];
        long longest = Math.max(LEAST_PAYLOAD_BYTES, 2L * plan.maps());
        KeyCounts all = text.counts();
        for (int entry = 0; entry < all.size(); entry++) {
            partitions[plan.partition(all.hash(entry))] += all.recordBytes(entry);
        }
        for (long bytes : partitions) {
            longest = Math.max(longest, bytes);
        }
        for (int map = 0; map < plan.maps(); map++) {
            longest = Math.max(longest, PIECE_HEADER_BYTES + 2L * (text.end(map) - text.start(map)) + 2);
        }
        return Math.toIntExact(longest);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        if (nodes > MOST_NODES) {
            throw new BadInput("nodes is %d, but must be %d or fewer".formatted(nodes, MOST_NODES));
        }
        return new MasterDeployment(Plan.of(setting, workload.text(setting), nodes));
    }

    /// The work of the nodes. Node 0 is the master.
    ///
    record Plan(Text text, int nodes, int reduces, Costs costs, Stragglers stragglers, Heartbeat heartbeat, long seed) {
        /// The times of the parts of a job.
        record Costs(long mapNanos, long reduceNanos, long splitNanos, long mergeNanos) {}

        /// The executions that are slow, and what is done about them.
        /// @param ofThousand executions of 1000 that take `slowness` times as long
        /// @param backup whether a task that is late is begun a second time
        record Stragglers(long ofThousand, long slowness, boolean backup) {}

        /// The time between two signs of life, and the one after which a worker that gave none is taken for dead.
        record Heartbeat(long beatNanos, long patienceNanos) {}

        static Plan of(Setting setting, Text text, int nodes) {
            Values values = setting.values();
            return new Plan(
                    text,
                    nodes,
                    values.getInt(REDUCES),
                    new Costs(
                            values.get(MAP_TIME),
                            values.get(REDUCE_TIME),
                            values.get(SPLIT_TIME),
                            values.get(MERGE_TIME)),
                    new Stragglers(
                            values.get(STRAGGLERS),
                            values.get(SLOWNESS),
                            values.get(BACKUP).equals("on")),
                    new Heartbeat(values.get(BEAT), values.get(PATIENCE)),
                    setting.seed());
        }

        int maps() {
            return text.chunks();
        }

        int partition(long hash) {
            return (int) Long.remainderUnsigned(hash, reduces);
        }

        /// The time that a worker works on a task: some executions are slow, whatever the task.
        long nanos(Task task, int worker, long boot) {
            long usual = task.phase() == Task.Phase.MAP ? costs.mapNanos : costs.reduceNanos;
            long drawn = SplitMix64.of(
                    SplitMix64.of(seed, worker),
                    SplitMix64.of(boot, task.in(Task.State.WAITING).word()));
            return Long.remainderUnsigned(drawn, 1_000) < stragglers.ofThousand ? usual * stragglers.slowness : usual;
        }
    }
}
