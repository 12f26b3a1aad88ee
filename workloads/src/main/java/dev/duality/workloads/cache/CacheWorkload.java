// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.SplitMix64;
import dev.duality.shm.history.Model;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Operation;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.ShownCount;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.Heap;
import dev.duality.workloads.cache.trace.Trace;
import dev.duality.workloads.cache.trace.TraceFile;
import dev.duality.workloads.cache.trace.TraceFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads and writes of whole blocks, through a cache of a few of them: those of a trace, or a synthetic mix.
///
/// Its state comes apart by blocks. Several owners are then as many caches with an equal share of the slots each; the
/// specification for as many owners is the same caches side by side, so that every hit can still be compared.
public final class CacheWorkload implements Workload {
    /// Gets a block: the stamp of its content, whether it was in the cache, and its bytes.
    public static final int READ = 0;

    /// Replaces a block: the stamp that was found in the new bytes, and whether the block was in the cache.
    public static final int WRITE = 1;

    /// The most blocks that the mix can have.
    static final int MAX_BLOCKS = 1 << 22;

    private static final int MAX_CAPACITY = 1 << 22;
    private static final long MAX_CACHE_BYTES = 1L << 28;

    /// The bytes of the heap that a worker's script and its results take for each reference, beside the trace.
    private static final int BYTES_PER_OPERATION = 40;

    public static final Parameter<Long> CAPACITY =
            Parameter.integer("capacity", "size of the cache", "blocks", 256, 1, MAX_CAPACITY);
    public static final Parameter<String> POLICY = Parameter.oneOf(
            "policy", "which block makes room for another", Policy.words().toArray(String[]::new));
    public static final Parameter<Optional<Path>> TRACE =
            Parameter.file("trace", "what is read, instead of the mix; duality traces FILE shows what is in it");
    public static final Parameter<String> FORMAT = Parameter.oneOf(
            "format",
            "how the trace is written; auto: as its first bytes say",
            Stream.concat(Stream.of("auto"), TraceFormat.words().stream()).toArray(String[]::new));
    public static final Parameter<Long> BLOCK_SIZE = Parameter.integer(
            "block-size",
            "size of a block of a trace that has offsets or addresses",
            "bytes",
            TraceFile.BLOCK_BYTES,
            1,
            1 << 30);
    public static final Parameter<Long> WRITES = Parameter.integer(
            "writes", "accesses of the mix, or of a trace that does not say, that write", "percent", 12, 0, 100);
    public static final Parameter<Long> FILES =
            Parameter.integer("files", "how many files the mix has", "files", 64, 1, MAX_BLOCKS);
    public static final Parameter<Long> BLOCKS =
            Parameter.integer("blocks", "how long each file of the mix is", "blocks", 16, 1, MAX_BLOCKS);
    public static final Parameter<String> SKEW =
            Parameter.oneOf("skew", "how the mix chooses blocks", "zipf", "uniform");
    public static final Parameter<Long> PAYLOAD =
            Parameter.integer("payload", "size of a block", "bytes", 4096, 8, 1 << 16);
    public static final Parameter<Long> OPERATIONS = Parameter.integer(
            "operations", "size of the whole job; that of a trace is the trace", "operations", 65_536, 1, 1 << 24);

    private final Traces traces = new Traces();

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public String description() {
        return "a block cache that all workers read and write through";
    }

    /// Whoever goes through the script again finds what is still there: a cache is cold only once.
    @Override
    public List<ShownCount> figures() {
        return List.of(new ShownCount("hits", "hit ratio", true));
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(CAPACITY, POLICY, TRACE, FORMAT, BLOCK_SIZE, WRITES, FILES, BLOCKS, SKEW, PAYLOAD, OPERATIONS);
    }

    @Override
    public Optional<String> rejects(Values values) {
        long blocks = values.get(FILES) * values.get(BLOCKS);
        if (blocks > MAX_BLOCKS) {
            return Optional.of("files is %d and blocks is %d, together %,d blocks, but at most %,d are possible"
                    .formatted(values.get(FILES), values.get(BLOCKS), blocks, MAX_BLOCKS));
        }
        long bytes = values.get(CAPACITY) * values.get(PAYLOAD);
        if (bytes > MAX_CACHE_BYTES) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "capacity is %d and payload is %d, together %,d bytes, but at most %,d are possible; lower payload",
                    values.get(CAPACITY),
                    values.get(PAYLOAD),
                    bytes,
                    MAX_CACHE_BYTES));
        }
        traces.read(values); // a bad one is told of now
        return Optional.empty();
    }

    @Override
    public int payloadBytes(Values values) {
        return values.getInt(PAYLOAD);
    }

    static int capacity(Setting setting) {
        return setting.getInt(CAPACITY);
    }

    static Policy policy(Setting setting) {
        return Policy.named(setting.get(POLICY));
    }

    @Override
    public Specification specification(Setting setting) {
        return new BlockCache(setting, blocks(setting));
    }

    /// The blocks that operations can name.
    Blocks blocks(Setting setting) {
        Values values = setting.values();
        return traces.read(values)
                .map(Traces.Replayed::blocks)
                .orElseGet(() -> Blocks.even(values.getInt(FILES), values.getInt(BLOCKS)));
    }

    @Override
    public Script script(Setting setting, int worker) {
        return traces.read(setting.values())
                .map(replayed -> replay(setting, replayed, worker))
                .orElseGet(() -> mix(setting, worker));
    }

    @Override
    public long operations(Setting setting) {
        return traces.read(setting.values())
                .map(replayed -> Math.max(replayed.trace().size(), (long) setting.workers()))
                .orElseGet(() -> JobSplit.sum(setting.get(OPERATIONS), setting.workers()));
    }

    /// Workers take the references of a trace in turn, so that together they keep close to its order; where there are
    /// more workers than references, some are taken twice.
    private static Script replay(Setting setting, Traces.Replayed replayed, int worker) {
        Trace trace = replayed.trace();
        Blocks blocks = replayed.blocks();
        Heap heap = new Heap("the script of a trace of " + trace.size() + " references");
        heap.references((long) trace.size() * (Trace.BYTES_PER_REFERENCE + BYTES_PER_OPERATION));
        long writes = setting.get(WRITES);
        Mixture chance = new Mixture(setting, Blocks.of(1), worker);
        Script.Builder script = Script.builder(trace.size() / setting.workers() + 1);
        for (int i = worker % trace.size(); i < trace.size(); i += setting.workers()) {
            boolean write = trace.isWrite(i, chance.happens(writes));
            long number = worker < trace.size() ? i : worker;
            int id = trace.block(i);
            add(script, setting, write, blocks.file(id), blocks.block(id), number);
        }
        return script.build();
    }

    private Script mix(Setting setting, int worker) {
        Values values = setting.values();
        Blocks blocks = blocks(setting);
        Mixture chance = new Mixture(setting, blocks, worker);
        Script.Builder script = Script.builder();
        long share = JobSplit.share(values.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            int id = chance.block();
            long number = i * setting.workers() + worker;
            add(script, setting, chance.happens(values.get(WRITES)), blocks.file(id), blocks.block(id), number);
        }
        return script.build();
    }

    private static void add(Script.Builder script, Setting setting, boolean write, int file, int block, long number) {
        if (write) {
            script.add(WRITE, file, block, setting.payloadBytes(), Stamps.written(number));
        } else {
            script.add(READ, file, block);
        }
    }

    @Override
    public List<Side> sides() {
        return List.of(new LockFreeSide(this));
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public int partition(int kind, long file, long block) {
        return key(file, block);
    }

    /// The key that decides on the owner of a block.
    static int key(long file, long block) {
        return (int) (SplitMix64.of(file, block) >>> 33);
    }

    /// The content, not the hits: which block makes room depends on the order of all that came before, so that almost
    /// every order of a history leaves a state of its own. Hits are compared with one worker.
    @Override
    public Model<?, Operation> model(Setting setting) {
        return new Content(blocks(setting));
    }

    @Override
    public Optional<String> violation(FinalState finalState) {
        return new Coherence(finalState, blocks(finalState.setting())).violation();
    }

    @Override
    public Optional<AfterLoad.Invariant> invariant(Setting setting) {
        return Optional.of(new LastWrites(blocks(setting)));
    }
}
