// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.BusyWork;
import dev.duality.workloads.Script;
import dev.duality.workloads.Specification;
import java.util.OptionalLong;

/// The job as a sequential object: chunks are taken in turn, and begun anew after the last one.
final class PlainJob implements Specification {
    private final Text text;
    private final long serialSteps;
    private final KeyCounts counts = new KeyCounts(1024);
    private final Pages pages = new Pages();
    private long taken;
    private long worked;

    PlainJob(Text text, long serialSteps) {
        this.text = text;
        this.serialSteps = serialSteps;
    }

    @Override
    public long apply(int kind, long page, long b, Payload payload) {
        return switch (kind) {
            case MapReduceWorkload.STEP -> {
                worked = BusyWork.take(worked, serialSteps);
                int chunk = (int) (taken % text.chunks());
                int keys = counts.addAll(text.job(), text.bytes(), text.start(chunk), text.end(chunk));
                yield MapReduceWorkload.result(taken++, keys);
            }
            case MapReduceWorkload.OUTPUT -> pages.read(page, payload, () -> counts.output(text.job()));
            default -> throw new IllegalArgumentException("a job has no operation " + kind);
        };
    }

    /// A round, once through the text, counts the same as the one before: it is done once, and counted as often.
    @Override
    public OptionalLong passes(Script script, long count) {
        long steps = count * script.size();
        int chunks = text.chunks();
        if (serialSteps > 0 || steps < 2L * chunks) {
            return OptionalLong.empty();
        }
        Payload none = new Payload(0);
        long answers = 0;
        for (; taken % chunks != 0; steps--) {
            answers += apply(MapReduceWorkload.STEP, 0, 0, none);
        }
        long rounds = steps / chunks;
        KeyCounts round = new KeyCounts(1024);
        long keys = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            keys += round.addAll(text.job(), text.bytes(), text.start(chunk), text.end(chunk));
        }
        for (int entry = 0; entry < round.size(); entry++) {
            counts.add(
                    round.keys(),
                    round.offset(entry),
                    round.length(entry),
                    round.hash(entry),
                    rounds * round.count(entry));
        }
        long whole = rounds * chunks;
        long before = whole % 2 == 0 ? whole / 2 * (whole - 1) : (whole - 1) / 2 * whole; // 0 + 1 + ... steps
        answers += MapReduceWorkload.result(whole * taken + before, 0) + rounds * keys;
        taken += whole;
        for (steps -= whole; steps > 0; steps--) {
            answers += apply(MapReduceWorkload.STEP, 0, 0, none);
        }
        return OptionalLong.of(answers);
    }

    @Override
    public long digest() {
        return digest(taken) + counts.digest() + (worked == 1 ? 1 : 0); // looks at the work, so that it has to be there
    }

    /// The share of so many chunks taken in the digest of what was counted.
    static long digest(long taken) {
        return taken == 0 ? 0 : SplitMix64.of(taken);
    }
}
