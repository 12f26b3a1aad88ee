// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.shm.Mix;
import dev.duality.shm.Payload;
import dev.duality.shm.Steps;
import dev.duality.workloads.Specification;

/// The job as a sequential object: chunks are taken in turn, and begun anew after the last one.
final class PlainJob implements Specification {
    private final Text text;
    private final long serialSteps;
    private final Counts counts = new Counts(1024);
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
                worked = Steps.take(worked, serialSteps);
                int chunk = (int) (taken % text.chunks());
                int keys = counts.addAll(text.job(), text.bytes(), text.start(chunk), text.end(chunk));
                yield MapReduceWorkload.result(taken++, keys);
            }
            case MapReduceWorkload.OUTPUT -> pages.read(page, payload, () -> counts.output(text.job()));
            default -> throw new IllegalArgumentException("a job has no operation " + kind);
        };
    }

    @Override
    public long digest() {
        return digest(taken) + counts.digest() + (worked == 1 ? 1 : 0); // looks at the work, so that it has to be there
    }

    /// What so many chunks taken add to the digest of what was counted.
    static long digest(long taken) {
        return taken == 0 ? 0 : Mix.of(taken);
    }
}
