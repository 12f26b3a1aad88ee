// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Payload;
import dev.duality.shm.history.Model;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Footprint;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Operation;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A hash table with 64-bit keys and 64-byte values: the structure with which the literature compares locks and
/// messages (David, Guerraoui and Trigonakis, "Everything You Always Wanted to Know about Synchronization but Were
/// Afraid to Ask", SOSP 2013). With few buckets, or few keys that everybody wants, workers meet in the same lines; with
/// many they seldom do.
///
/// Its state comes apart by keys: several owners have a table each, and use those entries of it whose keys are theirs.
public final class TableWorkload implements Workload {
    /// Gets the value of key `a`: its stamp and its bytes, or [#ABSENT] and none.
    public static final int GET = 0;

    /// Gives key `a` the value that the payload is. Gives [#ADDED], [#REPLACED], or [#FULL] and then nothing has
    /// changed.
    public static final int PUT = 1;

    /// Takes key `a` out. Gives [#REMOVED] or [#NOT_FOUND].
    public static final int REMOVE = 2;

    static final long ABSENT = -1;
    static final long ADDED = 1;
    static final long REPLACED = 0;

    /// The key's bucket has no free slot, and the key is not in it.
    static final long FULL = 2;

    static final long REMOVED = 1;
    static final long NOT_FOUND = 0;

    private static final int MAX_BUCKETS = 1 << 20;
    private static final int MAX_ENTRIES = LockFreeTable.MAX_SLOTS / 2;
    private static final long MAX_TABLE_BYTES = 1L << 28;

    public static final Parameter<Long> BUCKETS =
            Parameter.integer("buckets", "how many the table has; few: workers meet", "buckets", 12, 1, MAX_BUCKETS);
    public static final Parameter<Long> ENTRIES = Parameter.integer(
            "entries", "how many a bucket has at first, of twice as many keys", "entries", 12, 1, MAX_ENTRIES);
    public static final Parameter<Long> READ = Parameter.integer(
            "read", "how many operations of 100 get a value; of the others half put, half remove", "", 80, 0, 100);
    public static final Parameter<Double> SKEW = Parameter.decimal(
            "skew", "the exponent of Zipf's law by which keys are chosen; 0: all alike", "", 0, 0, 1.2);
    public static final Parameter<Long> PAYLOAD =
            Parameter.integer("payload", "size of a value", "bytes", 64, 8, 1 << 16);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    @Override
    public String name() {
        return "table";
    }

    @Override
    public String description() {
        return "a hash table: gets, puts and removes of 64-byte values in few buckets or many";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(BUCKETS, ENTRIES, READ, SKEW, PAYLOAD, OPERATIONS);
    }

    @Override
    public Optional<String> rejects(Values values) {
        long slots = 2 * values.get(BUCKETS) * values.get(ENTRIES);
        long bytes = slots * TableLayout.cellBytes(values.getInt(PAYLOAD));
        return bytes <= MAX_TABLE_BYTES
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "buckets is %d, entries is %d and payload is %d, together %,d bytes, but at most %,d are"
                                + " possible; lower one of them",
                        values.get(BUCKETS),
                        values.get(ENTRIES),
                        values.get(PAYLOAD),
                        bytes,
                        MAX_TABLE_BYTES));
    }

    @Override
    public int payloadBytes(Values values) {
        return values.getInt(PAYLOAD);
    }

    static Keys keys(Setting setting) {
        return new Keys(setting.getInt(BUCKETS), setting.getInt(ENTRIES));
    }

    /// Refuses to put what is no value of this table.
    static void requireLength(Payload payload, int valueBytes) {
        if (payload.length() != valueBytes) {
            throw new IllegalArgumentException("a value has " + valueBytes + " bytes, not " + payload.length());
        }
    }

    @Override
    public Specification specification(Setting setting) {
        return new PlainHashTable(keys(setting), setting.payloadBytes());
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        Popularity chance = new Popularity(setting, keys(setting), setting.get(SKEW), worker);
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            long key = chance.key();
            boolean reads = chance.below(100) < setting.get(READ);
            boolean puts = chance.below(2) == 0;
            if (reads) {
                script.add(GET, key, 0);
            } else if (puts) {
                long stamp = ValueStamps.of(key, ValueStamps.serial(i, worker, setting.workers()));
                script.add(PUT, key, 0, setting.payloadBytes(), stamp);
            } else {
                script.add(REMOVE, key, 0);
            }
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(
                new LockFreeTableSide(),
                new BucketLockSide(BucketLock.SPIN),
                new BucketLockSide(BucketLock.TICKET),
                new BucketLockSide(BucketLock.MCS),
                new BucketSeqLockSide());
    }

    @Override
    public Optional<Footprint> footprint(Setting setting) {
        return Optional.of(new TableFootprint(keys(setting), setting.payloadBytes()));
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public int partition(int kind, long key, long b) {
        return Keys.partition(key);
    }

    @Override
    public Model<?, Operation> model(Setting setting) {
        return new Contents(keys(setting), setting.payloadBytes());
    }

    @Override
    public Optional<String> violation(FinalState finalState) {
        return new Audit(finalState, keys(finalState.setting())).violation();
    }

    @Override
    public Optional<AfterLoad.Invariant> invariant(Setting setting) {
        return Optional.of(new LastChanges(keys(setting)));
    }
}
