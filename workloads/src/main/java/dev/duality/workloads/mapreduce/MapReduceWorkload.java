// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.messaging.Transport;
import dev.duality.shm.Payload;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Pace;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Word count, or sort, over the text files of a folder. Over shared memory chunks are taken from a cursor, and all add
/// what they have counted to one table; over messages a master hands chunks out, and each owner gets its partition of
/// what was counted. In virtual time workers are slow, or die.
///
/// The job's sequential part can be planted: `serial` is work for each chunk that only one at a time can do.
public final class MapReduceWorkload implements Workload {
    /// Takes the next chunk and counts its keys. Gives which one it was and how many keys it has: `taken << 20 | keys`.
    public static final int STEP = 0;

    /// Page `a` of the output, as many bytes as there is room for. Gives how many bytes the whole output has. For a job
    /// that rests.
    public static final int OUTPUT = 1;

    private static final int KEYS_BITS = 20; // a chunk has fewer keys than 2^20
    private static final int ROOM = 64;

    public static final Parameter<String> JOB = Parameter.oneOf(
            "job",
            "what is made of the text",
            Arrays.stream(Job.values()).map(Job::label).toArray(String[]::new));
    public static final Parameter<Optional<Path>> FOLDER =
            Parameter.folder("folder", "whose text files are read, instead of a text drawn from the seed");
    public static final Parameter<Long> CHUNK =
            Parameter.integer("chunk", "how much text is handed out at once, at most", "bytes", 4_096, 16, 1 << 16);
    public static final Parameter<Long> SERIAL =
            Parameter.integer("serial", "work for each chunk that only one at a time can do", "ns", 0, 0, 1_000_000);
    public static final Parameter<Long> OPERATIONS = Parameter.integer(
            "operations", "size of the whole job; that of a folder is its text", "chunks", 1_024, 1, 1 << 20);

    private final Pace pace = new Pace();
    private final TextCache texts = new TextCache();

    @Override
    public String name() {
        return "mapreduce";
    }

    @Override
    public String description() {
        return "word count or sort over text files: the job that squashes the sequential part";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(JOB, FOLDER, CHUNK, SERIAL, pace.parameter(), OPERATIONS);
    }

    @Override
    public Optional<String> rejects(Values values) {
        long bytes = values.get(OPERATIONS) * values.get(CHUNK);
        return values.get(FOLDER).isPresent() || bytes <= TextCache.MOST_DRAWN_BYTES
                ? Optional.empty()
                : Optional.of("operations is %d and chunk is %d, together %,d bytes, but at most %,d are drawn"
                        .formatted(values.get(OPERATIONS), values.get(CHUNK), bytes, TextCache.MOST_DRAWN_BYTES));
    }

    /// Records of a chunk are at most twice as long as its text.
    @Override
    public int payloadBytes(Values values) {
        return (int) (2 * values.get(CHUNK) + ROOM);
    }

    static long serialSteps(Setting setting) {
        return Pace.steps(setting, SERIAL);
    }

    static long result(long taken, int keys) {
        return taken << KEYS_BITS | keys;
    }

    /// The text of a job.
    public Text text(Setting setting) {
        return texts.of(setting);
    }

    @Override
    public Specification specification(Setting setting) {
        return new PlainJob(text(setting), serialSteps(setting));
    }

    @Override
    public long operations(Setting setting) {
        return Math.max(text(setting).chunks(), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = JobSplit.share(text(setting).chunks(), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            script.add(STEP, 0, 0);
        }
        return script.build();
    }

    @Override
    public List<Side> sides(List<Transport> transports) {
        List<Side> sides = new ArrayList<>();
        sides.add(new TableSide(texts));
        DerivedSides.of(new Reducers(texts), transports).stream()
                .filter(side -> !side.sharesMemory())
                .forEach(side -> sides.add(new QueueSide(texts, side)));
        return sides;
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // counts add up; which worker got which chunk is checked below
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return true; // chunks are handed out in turn, whoever gets which
    }

    /// Every chunk was taken once in its turn, and the output is that of the plain job, byte for byte.
    @Override
    public Optional<String> violation(FinalState finalState) {
        long[] taken = finalState.results().stream()
                .flatMapToLong(LongStream::of)
                .map(result -> result >>> KEYS_BITS)
                .sorted()
                .toArray();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] != i) {
                return Optional.of("chunk %d was never taken, or one before it twice".formatted(i));
            }
        }
        Specification plain = specification(finalState.setting());
        Payload none = new Payload(0);
        for (int i = 0; i < taken.length; i++) {
            plain.apply(STEP, 0, 0, none);
        }
        Payload expected = finalState.setting().payload();
        Payload got = finalState.setting().payload();
        long page = 0;
        do {
            long length = plain.apply(OUTPUT, page, 0, expected);
            got.length(0);
            long found = finalState.kernel().apply(OUTPUT, page, 0, got);
            if (found != length || !got.matches(expected)) {
                return Optional.of("page %d of the output differs: %d bytes of %d, expected %d of %d"
                        .formatted(page, got.length(), found, expected.length(), length));
            }
            page++;
        } while (expected.length() > 0);
        return Optional.empty();
    }
}
